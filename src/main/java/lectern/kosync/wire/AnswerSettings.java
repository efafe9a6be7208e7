package lectern.kosync.wire;

/// What an operator may change about what is refused and answered. Nothing here changes what KOReader itself is
/// answered, except what is said beside each.
///
/// @param strictAccept refuse requests that do not name the vendor type, as the official server does
/// @param strictDocuments refuse document ids that the official server could store but not find again
/// @param esp32NotFound answer CrossPoint firmware 404 where KOReader gets `{}`, which that firmware shows as a
///     position
/// @param friendlyErrors answer a name that cannot be one with 402, whose text KOReader shows; the official server
///     answers 403
/// @param profile whose statuses the plain face speaks
public record AnswerSettings(
        boolean strictAccept, boolean strictDocuments, boolean esp32NotFound, boolean friendlyErrors, Profile profile) {
    /// Whose statuses scripts without the vendor type meet.
    public enum Profile {
        /// The union of what the replaced servers answer.
        LECTERN,
        /// The statuses of `ko-sync-fastapi`, for scripts that look at them.
        KO_SYNC_FASTAPI
    }

    /// What a server does that was told nothing.
    public static AnswerSettings defaults() {
        return new AnswerSettings(false, false, true, false, Profile.LECTERN);
    }
}
