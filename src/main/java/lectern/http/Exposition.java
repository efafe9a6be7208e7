package lectern.http;

import lectern.json.Json;

/// Text in the format that Prometheus reads.
final class Exposition {
    private final StringBuilder text = new StringBuilder(8192);

    void family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /// `labels` as they stand between the braces; empty for none.
    void sample(String name, String labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    static String number(double value) {
        return Double.isFinite(value)
                ? Json.number(value)
                : Double.toString(value).replace("Infinity", "Inf");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
