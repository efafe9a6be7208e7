package lectern.account;

/// Who knocks, before anybody knows who it is: the address counts for limits, the agent is what the client calls
/// itself.
public record Visitor(String address, String agent) {}
