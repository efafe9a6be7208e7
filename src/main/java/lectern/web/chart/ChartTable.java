package lectern.web.chart;

import java.util.List;

/// What a chart shows, as text.
///
/// @param caption the chart's title
/// @param rows the first text of each is what the row is about
public record ChartTable(String caption, List<List<String>> rows) {
    public ChartTable {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /// The table alone, to put into a page as it is.
    public String html() {
        var html = new StringBuilder("<table><caption>" + Markup.escaped(caption) + "</caption>\n<tbody>\n");
        for (var row : rows) {
            html.append("<tr><th scope=\"row\">")
                    .append(Markup.escaped(row.getFirst()))
                    .append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell ->
                            html.append("<td>").append(Markup.escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody>\n</table>\n").toString();
    }
}
