/// Numbers as pictures that the server draws: SVG that stands in a page, takes its colours from the page's style, and
/// says the same without any colour. Whoever cannot see it gets the numbers as a table.
@NullMarked
package lectern.web.chart;

import org.jspecify.annotations.NullMarked;
