package lectern.web.admin;

import java.util.List;

import lectern.doctor.Finding;
import lectern.doctor.Finding.Weight;

/// How the server is: what is wrong before what is not.
record DoctorPage(String version, String java, List<Finding> wrong, List<Finding> fine) {
    static DoctorPage of(String version, List<Finding> findings) {
        return new DoctorPage(
                version,
                Runtime.version().toString(),
                findings.stream()
                        .filter(finding -> finding.weight() != Weight.FINE)
                        .sorted((one, other) -> other.weight().compareTo(one.weight()))
                        .toList(),
                findings.stream()
                        .filter(finding -> finding.weight() == Weight.FINE)
                        .toList());
    }

    static boolean isProblem(Finding finding) {
        return finding.weight() == Weight.PROBLEM;
    }
}
