package lectern.web.page;

import java.util.List;

/// Asks before something is done that takes something away, and names what. All texts are in the visitor's language.
///
/// @param lost what will be gone, a sentence each
/// @param path where the form is sent that does it
/// @param button what is done
/// @param back where somebody goes who would rather not
/// @param password the account's password is asked for
public record Confirmation(
        Section section,
        String title,
        List<String> lost,
        String path,
        String button,
        String back,
        boolean password,
        PageForm form) {
    /// How it is shown.
    public static final Template<Confirmation> TEMPLATE = JteConfirmationGenerated::render;

    public Confirmation {
        lost = List.copyOf(lost);
    }

    public Confirmation(Section section, String title, List<String> lost, String path, String button, String back) {
        this(section, title, lost, path, button, back, false, PageForm.blank());
    }
}
