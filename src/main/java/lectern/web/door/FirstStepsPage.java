package lectern.web.door;

/// What to type into each program, for somebody who has just made their account.
///
/// @param address of this server, as the browser knows it
record FirstStepsPage(String address, String name) {}
