package lectern.account;

/// Who may make an account through a protocol. The command line always may.
public enum RegistrationMode {
    CLOSED,
    INVITE,
    OPEN
}
