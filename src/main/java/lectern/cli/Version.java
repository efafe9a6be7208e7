package lectern.cli;

import java.util.Optional;

/// Which Lectern this is: what the build wrote into the jar.
final class Version {
    static final String NUMBER = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");

    private Version() {}
}
