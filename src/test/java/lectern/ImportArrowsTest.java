package lectern;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/// Which package may import which, which library stands where, and what nobody does: the layout of the project as a
/// test, so that it cannot become folklore.
class ImportArrowsTest {
    /// A package may import what stands below it, never what stands beside or above it.
    private static final List<Set<String>> TIERS = List.of(
            Set.of("cli"),
            Set.of("server"),
            Set.of("web"),
            Set.of("doctor"),
            Set.of("config"),
            Set.of("kosync", "anki", "syncnode", "tls"),
            Set.of("blob"),
            Set.of("account", "calibre"),
            Set.of("http", "db", "files"),
            Set.of("json", "log"));

    /// A library that is not listed here is used by nobody.
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("java.sql", Set.of("db")),
            Map.entry("javax.sql", Set.of("db")),
            Map.entry("org.sqlite", Set.of("db")),
            Map.entry("org.postgresql", Set.of("db")),
            Map.entry("com.zaxxer.hikari", Set.of("db")),
            Map.entry("org.eclipse.jetty", Set.of("http", "tls")),
            Map.entry("tools.jackson", Set.of("json", "http", "kosync", "anki", "syncnode", "web", "server", "cli")),
            Map.entry("com.github.luben.zstd", Set.of("anki", "http")),
            Map.entry("org.bouncycastle", Set.of("account")),
            Map.entry("com.github.benmanes.caffeine", Set.of("account")),
            Map.entry("ch.qos.logback", Set.of("log")),
            Map.entry("jakarta.mail", Set.of("syncnode")),
            Map.entry("gg.jte", Set.of("web")),
            Map.entry("io.nayuki.qrcodegen", Set.of("web")),
            Map.entry("picocli", Set.of("cli")));

    private static final Set<String> EVERYWHERE = Set.of("lectern", "java", "javax", "org.slf4j", "org.jspecify");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("lectern");

    @Test
    void everyPackageStandsInOneTier() {
        var packages = OURS.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals("lectern"))
                .map(ImportArrowsTest::feature)
                .collect(toCollection(TreeSet::new));

        assertThat(packages).isSubsetOf(TIERS.stream().flatMap(Set::stream).toList());
    }

    @Test
    void arrowsPointDownOnly() {
        for (int tier = 0; tier < TIERS.size(); tier++) {
            for (var importer : TIERS.get(tier)) {
                var forbidden = TIERS.subList(0, tier + 1).stream()
                        .flatMap(Set::stream)
                        .filter(other -> !other.equals(importer))
                        .map(ImportArrowsTest::below)
                        .collect(toSet());
                forbidden.add("lectern");
                noClasses()
                        .that()
                        .resideInAPackage(below(importer))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden.toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(OURS);
            }
        }
    }

    @Test
    void mainKnowsTheCommandLineOnly() {
        noClasses()
                .that()
                .resideInAPackage("lectern")
                .should()
                .dependOnClassesThat(describe(
                        "are ours and not of the command line",
                        type -> type.getPackageName().startsWith("lectern.")
                                && !feature(type.getPackageName()).equals("cli")))
                .check(OURS);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("lectern.(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void eachLibraryStandsInItsOwnPackages() {
        LIBRARIES.forEach((library, users) -> noClasses()
                .that()
                .resideOutsideOfPackages(
                        users.stream().map(ImportArrowsTest::below).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(OURS));
    }

    @Test
    void noOtherLibraryIsUsed() {
        var known = Stream.concat(EVERYWHERE.stream(), LIBRARIES.keySet().stream())
                .map(library -> library + "..")
                .toArray(String[]::new);

        noClasses()
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(known)
                .check(OURS);
    }

    @Test
    void onlyTheServerAndTheCommandLineNameConcreteStores() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lectern.server..", "lectern.cli..")
                .and(describe("are no SQL stores themselves", type -> !isSqlStore(type)))
                .should()
                .dependOnClassesThat(describe("are SQL stores", ImportArrowsTest::isSqlStore))
                .check(OURS);
    }

    @Test
    void onlyTheCommandLineSpeaksOnStandardStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("lectern.cli..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(OURS);
    }

    @Test
    void timeComesFromAClock() {
        noClasses()
                .should()
                .callCodeUnitWhere(matching(
                        "java.lang.System.currentTimeMillis()",
                        "java.util.Date.<init>()",
                        "java.time.*.now()",
                        "java.time.*.now(java.time.ZoneId)"))
                .check(OURS);
    }

    @Test
    void clocksAndRandomnessAreMadeWhereTheProgramIsPutTogether() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lectern.server..", "lectern.cli..")
                .should()
                .callCodeUnitWhere(matching(
                        "java.time.*.system*",
                        "java.security.SecureRandom.<init>*",
                        "java.security.SecureRandom.getInstance*",
                        "java.util.Random.<init>*",
                        "java.util.UUID.randomUUID()",
                        "java.lang.Math.random()"))
                .check(OURS);
        noClasses()
                .that()
                .resideOutsideOfPackage("lectern.db..") // how long a retry waits is nobody's secret
                .should()
                .callMethodWhere(matching("java.util.concurrent.ThreadLocalRandom.*"))
                .check(OURS);
    }

    @Test
    void nobodyReadsTheEnvironmentButTheConfiguration() {
        noClasses()
                .that()
                .resideOutsideOfPackages("lectern.config..", "lectern.cli..", "lectern.doctor..")
                .should()
                .callMethodWhere(matching("java.lang.System.getenv*", "java.lang.System.getProp*"))
                .check(OURS);
    }

    @Test
    void contextIsAParameterAndNeverThreadLocal() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(OURS);
    }

    @Test
    void classesAreFinalUnlessTheyAreMadeToBeExtended() {
        noClasses()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .check(OURS);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses().should().haveSimpleNameEndingWith("Impl").check(OURS);
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?)").check(OURS);
        noClasses().should().resideInAnyPackage("..util..", "..common..").check(OURS);
    }

    /// `lectern.kosync.face` belongs to `kosync`.
    private static String feature(String packageName) {
        var belowRoot = packageName.substring("lectern.".length());
        int dot = belowRoot.indexOf('.');
        return dot < 0 ? belowRoot : belowRoot.substring(0, dot);
    }

    private static String below(String feature) {
        return "lectern." + feature + "..";
    }

    private static boolean isSqlStore(JavaClass type) {
        return !type.getPackageName().equals("lectern.db") // whose SQL classes are the plumbing below every store
                && type.getName().matches("lectern\\..*\\.Sql[A-Z]\\w*(\\$.*)?");
    }

    /// A call is written `java.time.Instant.now(java.time.Clock)`; a star stands for any characters.
    private static DescribedPredicate<JavaCall<?>> matching(String... patterns) {
        var calls = Pattern.compile(Arrays.stream(patterns)
                .map(pattern -> Pattern.quote(pattern).replace("*", "\\E.*\\Q"))
                .collect(joining("|")));
        return describe(
                "is " + String.join(" or ", patterns),
                call -> calls.matcher(call.getTarget().getFullName()).matches());
    }
}
