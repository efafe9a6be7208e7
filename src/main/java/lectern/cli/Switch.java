package lectern.cli;

/// What can be switched on the command line.
enum Switch {
    ON,
    OFF
}
