/* mkview_words.c: what mkview knows of HTML: names, and what they mean for it. */
#include "mkview.h"

#include <string.h>

static bool
one_of(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, words[i]))
			return true;
	return false;
}

#define ONE_OF(s, ...)                                                                             \
	one_of((s), (const char *const[]){__VA_ARGS__},                                            \
	       sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

bool
word_svg(struct str name)
{
	return ONE_OF(name, "svg", "g", "path", "use", "symbol", "defs", "circle", "ellipse",
		      "line", "polyline", "polygon", "rect", "text", "tspan", "title", "desc",
		      "clipPath", "pattern");
}

bool
word_element(struct str name)
{
	return word_svg(name) ||
	       ONE_OF(name, "a", "abbr", "address", "article", "aside", "audio", "b", "blockquote",
		      "body", "br", "button", "canvas", "caption", "cite", "code", "col",
		      "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog",
		      "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "footer", "form",
		      "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html",
		      "i", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main",
		      "mark", "menu", "meta", "meter", "nav", "noscript", "ol", "optgroup",
		      "option", "output", "p", "picture", "pre", "progress", "q", "s", "samp",
		      "script", "search", "section", "select", "small", "source", "span", "strong",
		      "sub", "summary", "sup", "table", "tbody", "td", "template", "textarea",
		      "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "video", "wbr");
}

bool
word_void(struct str name)
{
	return ONE_OF(name, "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr");
}

bool
word_ends_p(struct str name)
{
	return ONE_OF(name, "address", "article", "aside", "blockquote", "details", "dialog", "div",
		      "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
		      "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p",
		      "pre", "search", "section", "table", "ul");
}

bool
word_no_self(struct str name)
{
	return ONE_OF(name, "a", "button", "form", "label", "option", "select", "main");
}

bool
word_url(struct str attr)
{
	return ONE_OF(attr, "href", "src", "action", "formaction", "poster", "cite");
}

bool
word_translated(struct str attr)
{
	return ONE_OF(attr, "alt", "title", "placeholder", "aria-label", "data-l", "content",
		      "label");
}

const char *
word_refused(struct str attr)
{
	for (size_t i = 0; i < attr.n; i++)
		if (((attr.p[i] >= 'A' && attr.p[i] <= 'Z') || attr.p[i] == ':') &&
		    !ONE_OF(attr, "viewBox", "preserveAspectRatio", "patternUnits",
			    "clipPathUnits"))
			return "write attributes in small letters, without a colon";
	if (str_starts(attr, S("on")))
		return "event attributes are refused: put the script in static/js";
	if (str_is(attr, "style"))
		return "style attributes are refused: use a class";
	if (ONE_OF(attr, "srcdoc", "srcset", "background", "http-equiv", "manifest", "ping",
		   "formmethod"))
		return "this attribute is refused";
	return NULL;
}
