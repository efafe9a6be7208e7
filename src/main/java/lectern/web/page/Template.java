package lectern.web.page;

import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;

/// What a `.jte` file was compiled to: writes one kind of page.
///
/// @param <P> what the page shows
@FunctionalInterface
public interface Template<P> {
    void render(HtmlTemplateOutput out, HtmlInterceptor unused, Visit visit, P page);
}
