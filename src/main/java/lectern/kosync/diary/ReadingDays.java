package lectern.kosync.diary;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import lectern.kosync.book.DocumentId;
import lectern.kosync.book.Progress;

import static java.util.stream.Collectors.toUnmodifiableSet;

/// When somebody read, and how much.
///
/// @param days those on which anything was read, the oldest first
/// @param finished the newest first; a book that was read twice stands here twice
public record ReadingDays(List<ReadingDay> days, List<Finished> finished) {
    private static final double END = 0.995; // the last pages of many books are advertisements

    public ReadingDays {
        days = List.copyOf(days);
        finished = List.copyOf(finished);
    }

    /// How many days in a row, up to today, or to yesterday while today may still become one.
    public int streak(LocalDate today) {
        var dates = dates();
        var day = dates.contains(today) ? today : today.minusDays(1);
        int length = 0;
        for (; dates.contains(day); day = day.minusDays(1)) {
            length++;
        }
        return length;
    }

    public int longestStreak() {
        int longest = 0;
        int length = 0;
        var last = LocalDate.MIN;
        for (var day : days) {
            length = !last.equals(LocalDate.MIN) && last.plusDays(1).equals(day.date()) ? length + 1 : 1;
            longest = Math.max(longest, length);
            last = day.date();
        }
        return longest;
    }

    /// What of it lies in a span of days.
    ///
    /// @param from inclusive
    /// @param to inclusive
    public ReadingDays between(LocalDate from, LocalDate to) {
        return new ReadingDays(
                days.stream().filter(day -> isBetween(day.date(), from, to)).toList(),
                finished.stream()
                        .filter(book -> isBetween(book.date(), from, to))
                        .toList());
    }

    private static boolean isBetween(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    private Set<LocalDate> dates() {
        return days.stream().map(ReadingDay::date).collect(toUnmodifiableSet());
    }

    /// Counts positions, which come in the order of time. What a day adds is how much further a book was at its
    /// end than at its beginning, so that leafing to the notes and back counts nothing. A position that somebody
    /// restored moves the book and is not read.
    public static final class Counting {
        /// A book that first appears further on than this was read elsewhere up to there.
        private static final double BEGINNING = 0.1;

        private final ZoneId zone;
        private final Map<DocumentId, Open> open = new HashMap<>();
        private final Map<LocalDate, Sum> days = new TreeMap<>();
        private final List<Finished> finished = new ArrayList<>();

        public Counting(ZoneId zone) {
            this.zone = zone;
        }

        /// A book on the day it was read last.
        private static final class Open {
            private LocalDate day;
            private double from;
            private double to;
            private double pages; // of the whole book; 0 while not known

            private Open(LocalDate day, double position) {
                this.day = day;
                this.from = position;
                this.to = position;
            }
        }

        private static final class Sum {
            private double share;
            private double pages;
            private final Set<DocumentId> books = new HashSet<>();
        }

        /// The next position.
        ///
        /// @param book its canonical document
        public void add(DocumentId book, Progress progress) {
            var day = progress.at().atZone(zone).toLocalDate();
            double position = progress.percentage();
            var reading = open.computeIfAbsent(book, _ -> new Open(day, position <= BEGINNING ? 0 : position));
            if (!reading.day.equals(day)) {
                close(book, reading);
                reading.day = day;
                reading.from = reading.to;
            }
            if (progress.device().isLectern()) {
                reading.from += position - reading.to;
            } else if (position >= END && !isAtEnd(book, reading)) {
                finished.add(new Finished(day, progress.at(), book));
            }
            reading.to = position;
            progress.pages().ifPresent(pages -> reading.pages = pages);
        }

        private boolean isAtEnd(DocumentId book, Open reading) {
            return reading.to >= END
                    && finished.stream().anyMatch(before -> before.book().equals(book));
        }

        private void close(DocumentId book, Open reading) {
            double share = reading.to - reading.from;
            if (share > 0) {
                var sum = days.computeIfAbsent(reading.day, _ -> new Sum());
                sum.share += share;
                sum.pages += share * reading.pages;
                sum.books.add(book);
            }
        }

        /// Once, after the last position.
        public ReadingDays done() {
            open.forEach(this::close);
            return new ReadingDays(
                    days.entrySet().stream()
                            .map(day -> new ReadingDay(
                                    day.getKey(), day.getValue().share, day.getValue().pages, day.getValue().books))
                            .toList(),
                    finished.stream()
                            .sorted(Comparator.comparing(Finished::at).reversed())
                            .toList());
        }
    }
}
