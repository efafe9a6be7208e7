package lectern.server;

import java.util.Optional;

/// Which Lectern this is: what the build wrote into the jar.
public final class Version {
    public static final String NUMBER = Optional.ofNullable(
                    Version.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");

    private Version() {}
}
