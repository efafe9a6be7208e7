package lectern.cli;

/// What the exit code tells a script.
final class Exit {
    static final int DONE = 0;

    /// It could not be done, or something was found to be wrong.
    static final int FAILED = 1;

    /// The command was not written as it must be.
    static final int USAGE = 2;

    /// The settings are wrong: trying again changes nothing.
    static final int SETTINGS = 3;

    /// Something that is needed is not there at the moment: a port, a database.
    static final int UNAVAILABLE = 4;

    /// Somebody else changed it meanwhile: read it again, and then try again.
    static final int CHANGED = 5;

    private Exit() {}
}
