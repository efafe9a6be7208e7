package lectern.e2e.anki.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import anki.backend.BackendError;
import anki.backend.BackendInit;
import anki.backend.GeneratedBackend;
import anki.generic.Int64;
import com.google.protobuf.InvalidProtocolBufferException;
import net.ankiweb.rsdroid.NativeMethods;
import org.jspecify.annotations.Nullable;

/// The engine of Anki 2.1.66, which opens one collection at a time. Every call that Anki knows is a method of the
/// generated class above; all that class wants of us is the way to the native library.
public final class AnkiEngine extends GeneratedBackend implements AutoCloseable {
    static {
        refuseToLoseStandardOutput();
        loadLibrary();
    }

    /// Read by every call, written by `close`: a call on an engine that is gone would take the whole process with it.
    private final ReentrantReadWriteLock lifetime = new ReentrantReadWriteLock();

    /// Guarded by `lifetime`; 0 once closed.
    private long pointer;

    private AnkiEngine(long pointer) {
        this.pointer = pointer;
    }

    public static AnkiEngine open() {
        var init = BackendInit.newBuilder().addPreferredLangs("en").build();
        try {
            return new AnkiEngine(Int64.parseFrom(result(NativeMethods.INSTANCE.openBackend(init.toByteArray())))
                    .getVal());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] runMethodRaw(int service, int method, byte[] input) {
        lifetime.readLock().lock();
        try {
            if (pointer == 0) {
                throw new IllegalStateException("the engine is closed");
            }
            return result(NativeMethods.INSTANCE.runMethodRaw(pointer, service, method, input));
        } finally {
            lifetime.readLock().unlock();
        }
    }

    @Override
    public byte[] runMethodRawNoLock(int service, int method, byte[] input) {
        return runMethodRaw(service, method, input);
    }

    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            if (pointer != 0) {
                NativeMethods.INSTANCE.closeBackend(pointer);
                pointer = 0;
            }
        } finally {
            lifetime.writeLock().unlock();
        }
    }

    /// The engine answers with two byte strings, of which one is missing: a result and an error.
    private static byte[] result(byte @Nullable [] @Nullable [] answer) {
        if (answer == null) {
            throw new IllegalStateException("the engine could not hand its answer over");
        }
        var result = answer[0];
        if (result != null) {
            return result;
        }
        try {
            throw new EngineException(BackendError.parseFrom(answer[1]));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /// It points descriptors 1 and 2 at temporary files for good, unless it can't make any.
    private static void refuseToLoseStandardOutput() {
        var folder = System.getenv("TMPDIR");
        if (folder == null || Files.isDirectory(Path.of(folder))) {
            throw new IllegalStateException("TMPDIR must name a folder that does not exist while Anki's engine runs");
        }
    }

    @SuppressWarnings("restricted") // native access is what this is for
    private static void loadLibrary() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac")
                ? "librsdroid.dylib"
                : "librsdroid.so";
        try (var packed = AnkiEngine.class.getClassLoader().getResourceAsStream(name)) {
            if (packed == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            var file = Files.createTempFile("anki", name);
            Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
            System.load(file.toString());
            Files.delete(file); // it stays mapped, and nothing is left of a process that is killed
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
