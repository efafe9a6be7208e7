package lectern.e2e.anki.engine;

import anki.backend.BackendError;

/// What the engine said instead of a result; the message is what a person would read in Anki.
public final class EngineException extends RuntimeException {
    private final BackendError.Kind kind;

    EngineException(BackendError error) {
        super(error.getKind().name() + ": " + error.getMessage());
        this.kind = error.getKind();
    }

    public BackendError.Kind kind() {
        return kind;
    }
}
