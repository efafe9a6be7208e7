package lectern.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/// A file or folder on a [FaultyDisk], open.
final class FaultyChannel extends FileChannel {
    private final FaultyDisk disk;
    private final Path file;
    private final FileChannel real;

    FaultyChannel(FaultyDisk disk, Path file, FileChannel real) {
        this.disk = disk;
        this.file = file;
        this.real = real;
    }

    /// A disk that fails has mostly written something.
    @Override
    public int write(ByteBuffer from) throws IOException {
        disk.changing(file, real.position());
        if (disk.isNextToFail()) {
            real.write(from.duplicate().limit(from.position() + from.remaining() / 2));
        }
        return disk.step(file, () -> real.write(from));
    }

    @Override
    public void force(boolean metaData) throws IOException {
        disk.step(file, () -> {
            disk.forced(file);
            return file;
        });
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        disk.changing(file, size);
        disk.step(file, () -> real.truncate(size));
        return this;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return real.read(to);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
        return real.read(to, offset, length);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
        return real.read(to, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return real.transferTo(position, count, target);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw unused();
    }

    @Override
    public int write(ByteBuffer from, long position) {
        throw unused();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw unused();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw unused();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("nobody writes like that");
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
