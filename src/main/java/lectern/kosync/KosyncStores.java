package lectern.kosync;

import lectern.kosync.book.Books;
import lectern.kosync.book.History;
import lectern.kosync.book.Links;
import lectern.kosync.book.PreferenceStore;
import lectern.kosync.book.ProgressStore;
import lectern.kosync.diary.Diary;

/// Everything this protocol keeps.
public record KosyncStores(
        ProgressStore progress, Books books, History history, Links links, PreferenceStore preferences, Diary diary) {}
