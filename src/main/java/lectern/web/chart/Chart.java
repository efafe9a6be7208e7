package lectern.web.chart;

/// A picture of numbers, and the numbers. All words come from whoever makes it, in the reader's language; any text may
/// stand in them.
///
/// What is drawn has the colour of the text around it, and a class for the page's style to do better: `mark` for what
/// was measured, `bad` for what went wrong, `cell` and `axis` for what only helps to read it. Nothing is told by
/// colour alone.
public sealed interface Chart permits Bars, Heatmap, Strip, Timeline {
    /// Elements to put into a page as they are.
    String svg();

    /// The same for those who do not see it.
    ChartTable table();
}
