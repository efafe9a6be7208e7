package lectern.calibre;

import java.util.Optional;

enum NoLibrary implements Library {
    INSTANCE;

    @Override
    public Optional<LibraryBook> book(String digest) {
        return Optional.empty();
    }

    @Override
    public Optional<byte[]> cover(LibraryBook book) {
        return Optional.empty();
    }

    @Override
    public LibraryStatus status() {
        return LibraryStatus.absent();
    }

    @Override
    public void close() {}
}
