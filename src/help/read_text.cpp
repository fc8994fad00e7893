#include <algorithm>

#include "base/markdown.hpp"
#include "help/guide.hpp"
#include "help/rules.hpp"

namespace mado::help {
namespace {

constexpr size_t searched_bytes_max = 96 * 1024;
constexpr size_t links_max = 100;
constexpr size_t link_words_bytes_max = 200;
constexpr size_t words_a_minute = 220;
constexpr size_t characters_a_minute = 500;

/// Bytes of one passage: 1,500 letters, or 700 characters of three bytes.
size_t passage_bytes_max(Language language) { return language == Language::en ? 1500 : 2100; }

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80; }

/// Where to cut a text that is too long: behind a space or a full stop in its last third, else between
/// characters.
size_t place_to_cut(std::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return text.size();
  const std::string_view head = text.substr(0, bytes_max);
  const size_t space = head.find_last_of(" \n");
  if (space != head.npos && space > bytes_max * 2 / 3) return space + 1;
  const size_t stop = head.rfind("。");
  if (stop != head.npos && stop > bytes_max * 2 / 3) return stop + 3;
  size_t cut = bytes_max;
  while (cut > 0 && continues_character(text[cut])) --cut;
  return cut == 0 ? bytes_max : cut;
}

/// Fills passages block by block.
class Cutter {
 public:
  explicit Cutter(Language language) : bytes_max_(passage_bytes_max(language)) {}

  void heading(std::string_view text) {
    close();
    open_.heading = text;
  }
  void text(std::string_view text) {
    while (!text.empty() && used_ < searched_bytes_max) {
      const size_t room = bytes_max_ - std::min(bytes_max_, open_.text.size());
      if (!open_.text.empty() && text.size() > room) {
        close();
        continue;
      }
      const size_t cut = place_to_cut(text, bytes_max_);
      open_.text.append(open_.text.empty() ? "" : "\n").append(text.substr(0, cut));
      used_ += cut;
      text.remove_prefix(cut);
    }
  }
  std::vector<search::Passage> finish() {
    close();
    return std::move(passages_);
  }

 private:
  void close() {
    if (!open_.heading.empty() || !open_.text.empty()) passages_.push_back(std::move(open_));
    open_ = {};
  }

  const size_t bytes_max_;
  size_t used_ = 0;
  search::Passage open_;
  std::vector<search::Passage> passages_;
};

/// The separators of stored passages must not stand in a text.
std::string without_controls(std::string text) {
  std::erase_if(text, [](char c) { return c == '\x1e' || c == '\x1f' || c == '\r'; });
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

/// Without the mark of GitHub's alerts ("[!NOTE]") that some quotations begin with.
std::string_view without_alert_mark(std::string_view text) {
  if (!text.starts_with("[!")) return text;
  const size_t end = text.find(']');
  const bool mark = end != text.npos && std::ranges::all_of(text.substr(2, end - 2), [](char letter) {
                      return letter >= 'A' && letter <= 'Z';
                    });
  return mark ? text.substr(end + 1) : text;
}

int minutes_of(const std::vector<search::Passage>& passages, Language language) {
  size_t units = 0;
  for (const auto& passage : passages)
    units += static_cast<size_t>(std::ranges::count_if(passage.text, [&](char byte) {
      return language == Language::en ? byte == ' ' || byte == '\n' : !continues_character(byte);
    }));
  const size_t a_minute = language == Language::en ? words_a_minute : characters_a_minute;
  return static_cast<int>(std::max<size_t>(1, (units + a_minute / 2) / a_minute));
}

std::vector<Link> links_of(const std::vector<MarkdownLink>& written, std::string_view reference) {
  std::vector<Link> links;
  for (const MarkdownLink& link : written) {
    if (links.size() >= links_max) break;
    std::string target = target_of(link.address, reference);
    if (target.empty() || target == reference || link.text.empty() || link.text.size() > link_words_bytes_max)
      continue;
    links.push_back({std::move(target), without_controls(link.text)});
  }
  return links;
}

}  // namespace

Reading read(const Draft& draft) {
  MarkdownText written =
      markdown_text(draft.is_guide ? words_of(read_guide(draft.markdown).guide) : draft.markdown);
  Cutter cutter(draft.language);
  bool first = true;
  for (MarkdownBlock& block : written.blocks) {
    std::string text = without_controls(std::move(block.text));
    const bool title_again = first && block.kind == MarkdownBlockKind::heading && block.level == 1;
    first = false;
    if (title_again && text == draft.title) continue;
    if (block.kind == MarkdownBlockKind::heading)
      cutter.heading(text);
    else
      cutter.text(without_alert_mark(text));
  }
  Reading reading;
  reading.passages = cutter.finish();
  reading.links = links_of(written.links, draft.reference);
  for (const auto& address : written.pictures)
    if (const auto picture = picture_in(address)) reading.pictures.push_back(*picture);
  reading.minutes = minutes_of(reading.passages, draft.language);
  return reading;
}

}  // namespace mado::help
