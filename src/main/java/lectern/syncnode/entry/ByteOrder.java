package lectern.syncnode.entry;

import java.util.Comparator;

/// Orders texts as their bytes in UTF-8 are ordered: by code point. The order of Java is that of UTF-16, where what
/// takes two units stands before the last 8192 of those that take one.
enum ByteOrder implements Comparator<String> {
    OF_UTF_8;

    @Override
    public int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                return Integer.compare(rank(left.charAt(i)), rank(right.charAt(i)));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
