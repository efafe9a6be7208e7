import { parse } from "acorn";

/** Every property of CSS 2.1 that our plain view has a use for; a browser of 2014 knows all of it. */
const PROPERTIES = new Set(
    (
        "background background-color border border-bottom border-collapse border-left border-right border-spacing border-top " +
        "bottom clear color display float font font-family font-size font-style font-weight height left letter-spacing " +
        "line-height list-style list-style-type margin margin-bottom margin-left margin-right margin-top max-height " +
        "max-width min-height min-width overflow padding padding-bottom padding-left padding-right padding-top " +
        "page-break-after page-break-before page-break-inside position right table-layout text-align text-decoration " +
        "text-indent top vertical-align visibility white-space width"
    ).split(" "),
);

const YOUNGER_VALUES =
    /\b(flex|grid|var|calc|min|max|clamp|rgba|hsl|hsla|sticky|contents|transition|transform)\b|\d(rem|vw|vh|ch)\b/;
const YOUNGER_SELECTORS = /::|:(not|is|where|has|nth-|last-|only-|checked|empty|root|target|focus-)|~|\^=|\$=|\*=/;

/** What a browser that knows CSS 2.1 and no more would not understand. */
export function youngerThanCss21(css: string): string[] {
    const problems: string[] = [];
    const rules = css.replace(/\/\*[\s\S]*?\*\//g, "");
    if (rules.includes("@")) {
        problems.push("a rule that begins with @");
    }
    for (const [, selector = "", body = ""] of rules.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
        if (YOUNGER_SELECTORS.test(selector)) {
            problems.push(selector.trim());
        }
        for (const declaration of body.split(";").filter((part) => part.trim() !== "")) {
            const [property = "", ...value] = declaration.split(":");
            if (!PROPERTIES.has(property.trim()) || YOUNGER_VALUES.test(value.join(":"))) {
                problems.push(declaration.trim());
            }
        }
    }
    return problems;
}

/** Throws at the first thing that is younger than ECMAScript 5. */
export function parseAsEs5(script: string): void {
    parse(script, { ecmaVersion: 5, sourceType: "script" });
}

/** What a page brings along that such a browser would stumble over. */
export function youngerThanPlain(html: string): string[] {
    return [
        ...html.matchAll(/<(script|style|template|dialog|details|picture|video|canvas)\b|\s(style|on[a-z]+)=/g),
    ].map((found) => found[0]);
}
