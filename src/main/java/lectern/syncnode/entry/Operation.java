package lectern.syncnode.entry;

import java.util.Optional;

/// One thing to do to one store, alone or in a batch.
public sealed interface Operation {
    Reference reference();

    /// Replaces the value, or creates the store.
    ///
    /// @param reservation what an upload reserved is used up together with the write
    record Put(Reference reference, Expected expected, Value value, Optional<ReservationId> reservation)
            implements Operation {
        public Put(Reference reference, Expected expected, Value value) {
            this(reference, expected, value, Optional.empty());
        }
    }

    record Delete(Reference reference, Expected expected) implements Operation {}

    /// Changes nothing; a batch is carried out only if the condition holds.
    record Check(Reference reference, Expected expected) implements Operation {}

    /// What a batch finds does not decide whether it is carried out.
    record Read(Reference reference) implements Operation {}
}
