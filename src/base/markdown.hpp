/// Markdown (GitHub's dialect) as safe HTML, and as plain text in blocks. The only place that knows
/// cmark-gfm.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mado {

/// What a link or picture address becomes; an empty answer leaves the link's text without a link.
using LinkOf = std::function<std::string(std::string_view address)>;

/// HTML that can be shown as it is: tables, strikethrough and bare addresses as links. Tags of HTML lose
/// their brackets' meaning (known ones vanish and leave their text, unknown ones such as <server> are shown
/// as written); addresses that run code (javascript:, data: …) become empty. Never fails; text that is not
/// UTF-8 gets U+FFFD.
std::string safe_html(std::string_view markdown, const LinkOf& link_of = {});

enum class MarkdownBlockKind { heading, text, code };

/// A run of text without any mark-up: a heading, a paragraph, an item, a row of a table, a piece of code.
struct MarkdownBlock {
  MarkdownBlockKind kind = MarkdownBlockKind::text;
  int level = 0;  ///< of a heading, 1 to 6
  std::string text;
};

/// A link as written: its words and where it leads.
struct MarkdownLink {
  std::string text;
  std::string address;
};

struct MarkdownText {
  std::vector<MarkdownBlock> blocks;  ///< in reading order
  std::vector<MarkdownLink> links;
  std::vector<std::string> pictures;  ///< addresses
};

/// The words of a text, for searching and for snippets.
MarkdownText markdown_text(std::string_view markdown);

}  // namespace mado
