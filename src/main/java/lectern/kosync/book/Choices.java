package lectern.kosync.book;

import java.util.Optional;

/// What an owner decides about one book.
///
/// @param policy empty for the account's
public record Choices(Optional<Label> label, Optional<Policy> policy) {}
