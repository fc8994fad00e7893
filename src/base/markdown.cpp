#include "base/markdown.hpp"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace mado {
namespace {

struct FreeParser {
  void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};
struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using Parser = std::unique_ptr<cmark_parser, FreeParser>;
using Document = std::unique_ptr<cmark_node, FreeNode>;
using Iterator = std::unique_ptr<cmark_iter, FreeIterator>;

constexpr int options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8;

/// A parser with the extensions attached; also the one to ask for them when writing.
Parser make_parser() {
  static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);
  static_cast<void>(registered);
  Parser parser(cmark_parser_new(options));
  for (const char* name : {"table", "strikethrough", "autolink"})
    cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
  return parser;
}

Document parse(cmark_parser* parser, std::string_view markdown) {
  cmark_parser_feed(parser, markdown.data(), markdown.size());
  return Document(cmark_parser_finish(parser));
}

std::string_view literal_of(cmark_node* node) {
  const char* literal = cmark_node_get_literal(node);
  return literal ? literal : "";
}

/// The types of extensions have no constants.
bool is(cmark_node* node, std::string_view type) { return cmark_node_get_type_string(node) == type; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Elements that people use in Markdown; anything else in angle brackets is somebody's placeholder.
constexpr std::array<std::string_view, 63> known_elements = {
    "a",       "abbr",    "article", "audio", "b",     "big",    "blockquote", "body",   "br",
    "button",  "caption", "center",  "cite",  "code",  "col",    "colgroup",   "dd",     "del",
    "details", "dfn",     "div",     "dl",    "dt",    "em",     "figcaption", "figure", "font",
    "form",    "h1",      "h2",      "h3",    "h4",    "h5",     "h6",         "head",   "hr",
    "html",    "i",       "iframe",  "img",   "input", "ins",    "kbd",        "li",     "mark",
    "ol",      "p",       "pre",     "q",     "s",     "script", "small",      "span",   "strong",
    "style",   "sub",     "summary", "sup",   "table", "tbody",  "td",         "th",     "thead"};
constexpr std::array<std::string_view, 9> more_elements = {"tfoot", "title", "tr",     "tt", "u",
                                                           "ul",    "video", "source", "svg"};

bool is_known_element(std::string_view name) {
  return std::ranges::find(known_elements, name) != known_elements.end() ||
         std::ranges::find(more_elements, name) != more_elements.end();
}

/// The element's name of a tag that begins with '<', in lower case; "" if it is none.
std::string element_of(std::string_view tag) {
  size_t at = 1;
  if (at < tag.size() && tag[at] == '/') ++at;
  std::string name;
  for (; at < tag.size() && (is_letter(tag[at]) || (tag[at] >= '0' && tag[at] <= '9')); ++at)
    name += static_cast<char>(is_letter(tag[at]) ? tag[at] | 0x20 : tag[at]);
  return name;
}

/// Where the piece of mark-up that begins at `at` ends (behind it); `at` if nothing begins there.
size_t end_of_markup(std::string_view html, size_t at) {
  const std::string_view rest = html.substr(at);
  if (rest.starts_with("<!--")) {
    const size_t end = rest.find("-->");
    return end == rest.npos ? html.size() : at + end + 3;
  }
  const size_t close = rest.find('>');
  if (close == rest.npos || rest.size() < 2 || !(is_letter(rest[1]) || rest[1] == '/' || rest[1] == '!'))
    return at;
  const std::string name = element_of(rest);
  if (rest[1] != '!' && !is_known_element(name)) return at;
  if ((name == "script" || name == "style") && rest[1] != '/') {
    const size_t end = rest.find("</" + name, close);
    return end == rest.npos ? html.size() : std::min(html.size(), html.find('>', at + end) + 1);
  }
  return at + close + 1;
}

size_t append_entity(std::string& text, std::string_view html, size_t at) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities = {
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&nbsp;", " "}, {"&#39;", "'"}}};
  for (const auto& [entity, character] : entities)
    if (html.substr(at).starts_with(entity)) {
      text += character;
      return at + entity.size();
    }
  text += html[at];
  return at + 1;
}

/// The text of a piece of HTML, without its known tags.
std::string text_of_html(std::string_view html) {
  std::string text;
  for (size_t at = 0; at < html.size();) {
    const size_t end = html[at] == '<' ? end_of_markup(html, at) : at;
    if (end > at) {
      if (!text.empty() && text.back() != ' ' && html[at + 1] != '/') text += ' ';
      at = end;
    } else if (html[at] == '&') {
      at = append_entity(text, html, at);
    } else {
      text += html[at++];
    }
  }
  const size_t first = text.find_first_not_of(" \n\r\t");
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(" \n\r\t") - first + 1);
}

cmark_node* text_node(const std::string& text) {
  cmark_node* node = cmark_node_new(CMARK_NODE_TEXT);
  cmark_node_set_literal(node, text.c_str());
  return node;
}

void replace(cmark_node* node, cmark_node* by) {
  if (by)
    cmark_node_replace(node, by);
  else
    cmark_node_unlink(node);
  cmark_node_free(node);
}

/// Turns a node of raw HTML into harmless text (or a line break).
void disarm_html(cmark_node* node, cmark_node_type type) {
  const std::string html(literal_of(node));
  if (type == CMARK_NODE_HTML_INLINE && element_of(html) == "br")
    return replace(node, cmark_node_new(CMARK_NODE_LINEBREAK));
  const std::string text = text_of_html(html);
  if (text.empty()) return replace(node, nullptr);
  if (type == CMARK_NODE_HTML_INLINE) return replace(node, text_node(text));
  cmark_node* paragraph = cmark_node_new(CMARK_NODE_PARAGRAPH);
  cmark_node_append_child(paragraph, text_node(text));
  replace(node, paragraph);
}

/// A link's children take its place.
void unwrap(cmark_node* link) {
  while (cmark_node* child = cmark_node_first_child(link)) cmark_node_insert_before(link, child);
  replace(link, nullptr);
}

void set_address(cmark_node* node, const LinkOf& link_of) {
  const char* address = cmark_node_get_url(node);
  const std::string changed = link_of(address ? address : "");
  if (changed.empty()) return unwrap(node);
  cmark_node_set_url(node, changed.c_str());
}

std::vector<cmark_node*> nodes_of(cmark_node* document, auto wanted) {
  std::vector<cmark_node*> nodes;
  const Iterator iterator(cmark_iter_new(document));
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event == CMARK_EVENT_ENTER && wanted(cmark_node_get_type(node))) nodes.push_back(node);
  }
  return nodes;
}

bool is_html(cmark_node_type type) { return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE; }
bool is_address(cmark_node_type type) { return type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE; }

/// All text below a node; breaks become spaces.
std::string text_below(cmark_node* top) {
  std::string text;
  const Iterator iterator(cmark_iter_new(top));
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    if (event != CMARK_EVENT_ENTER) continue;
    cmark_node* node = cmark_iter_get_node(iterator.get());
    const auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK || is(node, "table_cell"))
      text += text.empty() ? "" : " ";
    else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
      text += literal_of(node);
    else if (type == CMARK_NODE_HTML_INLINE)
      text += text_of_html(literal_of(node));
  }
  return text;
}

/// The block that a node is, if it is one that holds text itself.
void collect_block(cmark_node* node, std::vector<MarkdownBlock>& blocks) {
  const auto type = cmark_node_get_type(node);
  MarkdownBlock block;
  if (type == CMARK_NODE_HEADING) {
    block = {MarkdownBlockKind::heading, cmark_node_get_heading_level(node), text_below(node)};
  } else if (type == CMARK_NODE_PARAGRAPH || is(node, "table_row") || is(node, "table_header")) {
    block.text = text_below(node);
  } else if (type == CMARK_NODE_CODE_BLOCK) {
    block = {MarkdownBlockKind::code, 0, std::string(literal_of(node))};
  } else if (type == CMARK_NODE_HTML_BLOCK) {
    block.text = text_of_html(literal_of(node));
  }
  if (!block.text.empty()) blocks.push_back(std::move(block));
}

}  // namespace

std::string safe_html(std::string_view markdown, const LinkOf& link_of) {
  const Parser parser = make_parser();
  const Document document = parse(parser.get(), markdown);
  for (cmark_node* node : nodes_of(document.get(), is_html)) disarm_html(node, cmark_node_get_type(node));
  if (link_of)
    for (cmark_node* node : nodes_of(document.get(), is_address)) set_address(node, link_of);
  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_render_html(document.get(), options, cmark_parser_get_syntax_extensions(parser.get())),
      &std::free);
  return html.get();
}

MarkdownText markdown_text(std::string_view markdown) {
  const Parser parser = make_parser();
  const Document document = parse(parser.get(), markdown);
  MarkdownText text;
  for (cmark_node* node : nodes_of(document.get(), [](cmark_node_type) { return true; })) {
    collect_block(node, text.blocks);
    const auto type = cmark_node_get_type(node);
    const char* address = is_address(type) ? cmark_node_get_url(node) : nullptr;
    if (address == nullptr) continue;
    if (type == CMARK_NODE_LINK)
      text.links.push_back({text_below(node), address});
    else
      text.pictures.emplace_back(address);
  }
  return text;
}

}  // namespace mado
