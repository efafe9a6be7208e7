package lectern.web.chart;

/// How far something is. It takes the width it is given; the percentage itself stands beside it as text.
///
/// @param share 0 to 1
public record ProgressBar(String title, double share) {
    public ProgressBar {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is a number from 0 to 1");
        }
    }

    public String svg() {
        return """
                <svg class="chart progress" role="img" viewBox="0 0 100 6" width="100" height="6" \
                preserveAspectRatio="none" fill="currentColor"><title>%s</title>\
                <rect class="cell" x="0.5" y="0.5" width="99" height="5" fill="none" stroke="currentColor" \
                vector-effect="non-scaling-stroke"/><rect class="mark" width="%s" height="6"/></svg>
                """.formatted(Markup.escaped(title), Drawing.number(share * 100));
    }
}
