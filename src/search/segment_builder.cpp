#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "search/segment.hpp"
#include "search/weights.hpp"

namespace mado::search {
namespace {

constexpr size_t short_field_words_max = 0xffff;
constexpr size_t links_of_same_words_max = 3;
constexpr size_t links_max = 200;
constexpr float title_times = 2;  ///< that a title counts in what a text below it means
constexpr size_t spelling_bytes_min = 3;
constexpr size_t spelling_bytes_max = 24;

/// A word of one field, as counted for the postings.
struct Seen {
  Key key;
  Field field;
};

/// One word of one document with its weighted frequency.
struct Found {
  Key key;
  std::uint32_t document;
  std::uint8_t step;
};

/// A document taken apart.
struct Parts {
  std::vector<Word> title;
  std::vector<Word> description;
  std::vector<Word> names;
  std::vector<std::vector<Word>> passages;
  std::vector<Seen> seen;
  std::array<double, fields_count> lengths = {};
};

bool is_plain_spelling(std::string_view word) {
  const auto digits = std::ranges::count_if(word, [](char c) { return c >= '0' && c <= '9'; });
  return word.size() >= spelling_bytes_min && word.size() <= spelling_bytes_max && digits <= 2;
}

}  // namespace

class SegmentBuilder {
 public:
  SegmentBuilder(Language language, const Totals& known, const Meaning* meaning)
      : language_(language), known_(known), meaning_(meaning) {}

  std::shared_ptr<const Segment> build(std::span<const Document> documents) {
    std::vector<Parts> parts;
    parts.reserve(documents.size());
    for (const Document& document : documents) parts.push_back(take_apart(document));
    if (known_.documents < static_cast<double>(documents.size())) known_ = made_->totals_;
    for (size_t at = 0; at < documents.size(); ++at) {
      append(documents[at], parts[at]);
      parts[at] = {};
    }
    return finish();
  }

  /// Takes the live documents of `source` over, behind those that are there.
  std::vector<std::uint32_t> take_over(const Segment& source, const std::vector<bool>& dead) {
    std::vector<std::uint32_t> places(source.size(), gone);
    for (std::uint32_t at = 0; at < source.size(); ++at) {
      if (!dead.empty() && dead[at]) continue;
      Entry entry = source.entries_[at];
      const auto sequence = source.sequence(entry);
      entry.sequence_begin = static_cast<std::uint32_t>(made_->sequence_.size());
      made_->sequence_.insert(made_->sequence_.end(), sequence.begin(), sequence.end());
      entry.sequence_end = static_cast<std::uint32_t>(made_->sequence_.size());
      take_directions(source, at, entry);
      places[at] = static_cast<std::uint32_t>(made_->entries_.size());
      made_->entries_.push_back(entry);
      made_->groups_.push_back(source.groups_[at]);
    }
    Totals totals = source.totals_;
    const double share =
        source.size() == 0
            ? 0
            : static_cast<double>(std::ranges::count_if(places, [](auto place) { return place != gone; })) /
                  static_cast<double>(source.size());
    for (double& words : totals.words) words *= share;
    totals.documents *= share;
    totals.passages *= share;
    made_->totals_.add(totals);
    return places;
  }

  std::shared_ptr<const Segment> merge(const Segment& first, const std::vector<bool>& first_dead,
                                       const Segment& second, const std::vector<bool>& second_dead) {
    made_->entries_.reserve(first.size() + second.size());
    made_->groups_.reserve(first.size() + second.size());
    made_->sequence_.reserve(first.sequence_.size() + second.sequence_.size());
    const auto first_places = take_over(first, first_dead);
    const auto second_places = take_over(second, second_dead);
    made_->postings_.reserve(first.postings_.size() + second.postings_.size());
    size_t left = 0;
    size_t right = 0;
    while (left < first.keys_.size() || right < second.keys_.size()) {
      const Key key = std::min(left < first.keys_.size() ? first.keys_[left] : ~Key{0},
                               right < second.keys_.size() ? second.keys_[right] : ~Key{0});
      begin_key(key);
      if (left < first.keys_.size() && first.keys_[left] == key) copy(first, left++, first_places);
      if (right < second.keys_.size() && second.keys_[right] == key) copy(second, right++, second_places);
      end_key();
    }
    for (const Segment* source : {&first, &second})
      source->each_spelling("", [&](std::string_view word, Key key) { spellings_.emplace(word, key); });
    return finish_postings();
  }

 private:
  static constexpr std::uint32_t gone = ~0U;

  void take_directions(const Segment& source, std::uint32_t at, Entry& entry) {
    if (source.subjects_.size() == 0) return;
    const auto [begin, end] = source.passages_of(at);
    entry.directions_begin = static_cast<std::uint32_t>(made_->passages_.size());
    made_->passages_.add(source.passages_, begin, end);
    made_->subjects_.add(source.subjects_, at, at + 1);
  }

  void copy(const Segment& source, size_t at, const std::vector<std::uint32_t>& places) {
    source.walk(at, [&](Segment::Posting posting) {
      if (places[posting.document] != gone) add_posting(places[posting.document], posting.step);
    });
  }

  std::vector<Word> read(std::string_view text, std::initializer_list<Field> fields, Parts& parts) {
    const Folded folded = fold(utf16_of(text), language_);
    std::vector<Word> words = words_of(folded, language_);
    for (const Word& word : words)
      if (word.script == Script::latin)
        note_spelling(std::u16string_view(folded.text).substr(word.begin, word.end - word.begin), word.key);
    for (const Field field : fields) {
      parts.lengths[static_cast<size_t>(field)] += static_cast<double>(words.size());
      for (const Word& word : words) parts.seen.push_back({word.key, field});
    }
    return words;
  }

  void note_spelling(std::u16string_view word, Key key) {
    if (std::ranges::any_of(word, [](char16_t unit) { return unit >= 0x80; })) return;
    std::string spelling(word.begin(), word.end());
    if (is_plain_spelling(spelling)) spellings_.emplace(std::move(spelling), key);
  }

  void read_links(const Document& document, Parts& parts) {
    std::vector<std::string> texts = document.links;
    texts.resize(std::min(texts.size(), links_max));
    std::ranges::sort(texts);
    for (size_t at = 0; at < texts.size(); ++at)
      if (at < links_of_same_words_max || texts[at] != texts[at - links_of_same_words_max])
        read(texts[at], {Field::links}, parts);
  }

  Parts take_apart(const Document& document) {
    Parts parts;
    parts.title = read(document.title, {Field::title}, parts);
    parts.description = read(document.description, {Field::description}, parts);
    parts.names = read(document.names, {Field::names}, parts);
    for (const Passage& passage : document.passages) {
      std::vector<Word> words = read(passage.heading, {Field::body, Field::headings}, parts);
      const bool first = parts.passages.empty();
      const std::vector<Word> text = first ? read(passage.text, {Field::body, Field::beginning}, parts)
                                           : read(passage.text, {Field::body}, parts);
      words.insert(words.end(), text.begin(), text.end());
      parts.passages.push_back(std::move(words));
    }
    read_links(document, parts);
    for (size_t field = 0; field < fields_count; ++field) made_->totals_.words[field] += parts.lengths[field];
    made_->totals_.documents += 1;
    made_->totals_.passages += static_cast<double>(parts.passages.size());
    return parts;
  }

  /// Words of one text, or of several, with how often.
  using Bag = std::unordered_map<Key, float>;

  static void count(const std::vector<Word>& words, float times, Bag& bag) {
    for (const Word& word : words) bag[word.key] += times;
  }

  Direction direction_of_bag(const Bag& bag) const {
    Sum sum = {};
    for (const auto& [key, times] : bag) meaning_->add(key, 1 + std::log(times), sum);
    return direction_of(sum);
  }

  void append_directions(const Parts& parts, Entry& entry) {
    if (meaning_ == nullptr) return;
    entry.directions_begin = static_cast<std::uint32_t>(made_->passages_.size());
    Bag subject;
    count(parts.title, title_times, subject);
    for (const auto& passage : parts.passages) {
      Bag bag = subject;
      count(passage, 1, bag);
      made_->passages_.add(direction_of_bag(bag));
    }
    count(parts.description, 1, subject);
    made_->subjects_.add(direction_of_bag(subject));
  }

  std::uint16_t append_words(const std::vector<Word>& words) {
    const size_t count = std::min(words.size(), short_field_words_max);
    for (size_t at = 0; at < count; ++at) made_->sequence_.push_back(code_of(words[at].key));
    return static_cast<std::uint16_t>(count);
  }

  void append(const Document& document, Parts& parts) {
    Entry entry{.id = document.id};
    entry.sequence_begin = static_cast<std::uint32_t>(made_->sequence_.size());
    entry.title_words = append_words(parts.title);
    entry.description_words = append_words(parts.description);
    entry.names_words = append_words(parts.names);
    for (const auto& passage : parts.passages) {
      made_->sequence_.push_back(passage_mark);
      for (const Word& word : passage) made_->sequence_.push_back(code_of(word.key));
    }
    entry.sequence_end = static_cast<std::uint32_t>(made_->sequence_.size());
    append_directions(parts, entry);
    count(parts, static_cast<std::uint32_t>(made_->entries_.size()));
    made_->entries_.push_back(entry);
    made_->groups_.push_back(document.group);
  }

  /// One Found for every word of a document: Σ weight · tf / (1 − b + b · length / average).
  void count(Parts& parts, std::uint32_t document) {
    std::array<double, fields_count> share = {};
    const Weights& weights = weights_of(language_);
    for (size_t field = 0; field < fields_count; ++field) {
      const auto [weight, b] = weights.fields[field];
      const double average = std::max(1.0, known_.average(static_cast<Field>(field)));
      share[field] = weight / (1 - b + b * parts.lengths[field] / average);
    }
    std::ranges::sort(parts.seen, {}, &Seen::key);
    for (size_t at = 0; at < parts.seen.size();) {
      const Key key = parts.seen[at].key;
      double frequency = 0;
      for (; at < parts.seen.size() && parts.seen[at].key == key; ++at)
        frequency += share[static_cast<size_t>(parts.seen[at].field)];
      found_.push_back({key, document, step_of(frequency)});
    }
  }

  std::shared_ptr<const Segment> finish() {
    std::ranges::sort(found_, [](const Found& a, const Found& b) {
      return a.key != b.key ? a.key < b.key : a.document < b.document;
    });
    for (size_t at = 0; at < found_.size();) {
      const Key key = found_[at].key;
      begin_key(key);
      for (; at < found_.size() && found_[at].key == key; ++at)
        add_posting(found_[at].document, found_[at].step);
      end_key();
    }
    return finish_postings();
  }

  void begin_key(Key key) {
    key_ = key;
    begin_ = static_cast<std::uint32_t>(made_->postings_.size());
    before_ = 0;
    count_ = 0;
  }
  void add_posting(std::uint32_t document, std::uint8_t step) {
    std::uint32_t delta = document - before_;
    for (; delta >= 0x80; delta >>= 7) made_->postings_.push_back(static_cast<std::uint8_t>(delta | 0x80U));
    made_->postings_.push_back(static_cast<std::uint8_t>(delta));
    made_->postings_.push_back(step);
    before_ = document;
    ++count_;
  }
  void end_key() {
    if (count_ == 0) return;
    made_->keys_.push_back(key_);
    made_->posting_begins_.push_back(begin_);
    made_->counts_.push_back(count_);
  }

  std::shared_ptr<const Segment> finish_postings() {
    made_->posting_begins_.push_back(static_cast<std::uint32_t>(made_->postings_.size()));
    for (std::uint32_t at = 0; at < made_->entries_.size(); ++at)
      made_->by_id_.emplace_back(made_->entries_[at].id, at);
    std::ranges::sort(made_->by_id_);
    std::vector<std::pair<std::string_view, Key>> sorted(spellings_.begin(), spellings_.end());
    std::ranges::sort(sorted);
    for (const auto& [word, key] : sorted) {
      made_->spellings_.push_back(static_cast<std::uint32_t>(made_->spelling_bytes_.size()));
      made_->spelling_bytes_.append(word) += '\n';
      made_->spelling_keys_.push_back(key);
    }
    made_->postings_.shrink_to_fit();
    made_->keys_.shrink_to_fit();
    made_->counts_.shrink_to_fit();
    made_->posting_begins_.shrink_to_fit();
    made_->sequence_.shrink_to_fit();
    made_->subjects_.shrink_to_fit();
    made_->passages_.shrink_to_fit();
    return made_;
  }

  const Language language_;
  Totals known_;
  const Meaning* meaning_ = nullptr;
  std::shared_ptr<Segment> made_ = std::make_shared<Segment>();
  std::vector<Found> found_;
  std::unordered_map<std::string, Key> spellings_;
  Key key_ = 0;
  std::uint32_t begin_ = 0;
  std::uint32_t before_ = 0;
  std::uint32_t count_ = 0;
};

std::shared_ptr<const Segment> Segment::build(std::span<const Document> documents, Language language,
                                              const Totals& known, const Meaning* meaning) {
  return SegmentBuilder(language, known, meaning).build(documents);
}

std::shared_ptr<const Segment> Segment::merge(const Segment& first, const std::vector<bool>& first_dead,
                                              const Segment& second, const std::vector<bool>& second_dead) {
  return SegmentBuilder(Language::en, {}, nullptr).merge(first, first_dead, second, second_dead);
}

}  // namespace mado::search
