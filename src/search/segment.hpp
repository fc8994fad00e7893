/// Some documents, indexed and never changed again. An Index is a row of segments.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.hpp"
#include "search/meaning.hpp"
#include "search/words.hpp"

namespace mado::search {

/// A piece of a body under one heading, short enough to be an answer.
struct Passage {
  std::string heading;  ///< only in the first passage below it; may be empty
  std::string text;
};

/// What is indexed of a document; all texts UTF-8 without mark-up.
struct Document {
  std::int64_t id = 0;
  std::uint8_t group = 0;  ///< who may see it: 0 to 7, asked for as a set of bits
  std::string title;
  std::string description;
  std::string names;  ///< words of its address and product
  std::vector<Passage> passages;
  std::vector<std::string> links;  ///< words of links that lead to it
};

enum class Field : std::uint8_t { title, description, body, headings, names, beginning, links };
inline constexpr size_t fields_count = 7;

/// Where one document's words stand in Segment::sequence: title, description, names, then the passages, each
/// behind a `passage_mark`.
struct Entry {
  std::int64_t id = 0;
  std::uint32_t sequence_begin = 0;
  std::uint32_t sequence_end = 0;
  std::uint32_t directions_begin = 0;  ///< of its passages, in Segment::passages
  std::uint16_t title_words = 0;
  std::uint16_t description_words = 0;
  std::uint16_t names_words = 0;
};

/// Lengths summed over the documents of a segment, for averages.
struct Totals {
  std::array<double, fields_count> words = {};
  double documents = 0;
  double passages = 0;

  void add(const Totals& other);
  double average(Field field) const {
    return documents > 0 ? words[static_cast<size_t>(field)] / documents : 1;
  }
  double passage_average() const {
    return passages > 0 ? words[static_cast<size_t>(Field::body)] / passages : 1;
  }
};

/// Sixteen bits of a key, for the sequences: enough to count words that are known to be there.
using Code = std::uint16_t;
inline constexpr Code passage_mark = 0xffff;
Code code_of(Key key);

/// The field-weighted, length-corrected frequency of a word in a document, in 256 steps of 4 %.
float frequency_of(std::uint8_t step);
std::uint8_t step_of(double frequency);

class Segment {
 public:
  struct Posting {
    std::uint32_t document;
    std::uint8_t step;
  };

  /// Indexes `documents`. Average lengths are those of `known` documents, or of these if there are none.
  /// Without a meaning there are no directions.
  static std::shared_ptr<const Segment> build(std::span<const Document> documents, Language language,
                                              const Totals& known, const Meaning* meaning);
  /// Both in one, without the dead documents (flags by document; empty: all live).
  static std::shared_ptr<const Segment> merge(const Segment& first, const std::vector<bool>& first_dead,
                                              const Segment& second, const std::vector<bool>& second_dead);

  size_t size() const { return entries_.size(); }
  const Entry& entry(std::uint32_t document) const { return entries_[document]; }
  /// Who may see it: asked of every document that holds a word.
  std::uint8_t group(std::uint32_t document) const { return groups_[document]; }
  std::span<const Code> sequence(const Entry& entry) const {
    return std::span(sequence_).subspan(entry.sequence_begin, entry.sequence_end - entry.sequence_begin);
  }
  std::optional<std::uint32_t> find(std::int64_t id) const;
  const Totals& totals() const { return totals_; }
  /// What the title and description of each document mean, and each passage below its title; empty where no
  /// meaning has been learned.
  const Directions& subjects() const { return subjects_; }
  const Directions& passages() const { return passages_; }
  /// Where those of a document begin and end in passages().
  std::pair<size_t, size_t> passages_of(std::uint32_t document) const;

  /// How many documents hold the word.
  size_t documents_with(Key key) const;
  template <class F>
  void each_posting(Key key, F see) const {
    const size_t at = place_of(key);
    if (at < keys_.size()) walk(at, see);
  }
  /// Keys from `least` up to and without `end`, in order.
  std::span<const Key> keys_between(Key least, Key end) const;
  /// Latin words as written (folded) that begin with `prefix`, with their keys, in order of bytes.
  template <class F>
  void each_spelling(std::string_view prefix, F see) const {
    for (size_t at = first_spelling(prefix); at < spellings_.size() && spelling(at).starts_with(prefix); ++at)
      see(spelling(at), spelling_keys_[at]);
  }
  bool has_spelling(std::string_view word) const;
  size_t bytes() const;

 private:
  friend class SegmentBuilder;
  size_t place_of(Key key) const;
  std::string_view spelling(size_t at) const;
  size_t first_spelling(std::string_view prefix) const;
  template <class F>
  void walk(size_t at, F see) const {
    std::uint32_t document = 0;
    for (std::uint32_t byte = posting_begins_[at]; byte < posting_begins_[at + 1];) {
      std::uint32_t delta = 0;
      unsigned shift = 0;
      for (; postings_[byte] & 0x80U; shift += 7) delta |= (postings_[byte++] & 0x7fU) << shift;
      delta |= static_cast<std::uint32_t>(postings_[byte++]) << shift;
      document += delta;
      see(Posting{document, postings_[byte++]});
    }
  }

  std::vector<Entry> entries_;
  std::vector<std::uint8_t> groups_;                           ///< by document
  std::vector<std::pair<std::int64_t, std::uint32_t>> by_id_;  ///< in order of id
  std::vector<Code> sequence_;
  std::vector<Key> keys_;                      ///< in order
  std::vector<std::uint32_t> posting_begins_;  ///< one more than keys
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint8_t> postings_;  ///< varint of the step from the document before, then step_of
  std::string spelling_bytes_;
  std::vector<std::uint32_t> spellings_;  ///< where each begins, in order of bytes; ends at a line feed
  std::vector<Key> spelling_keys_;
  Directions subjects_;
  Directions passages_;
  Totals totals_;
};

}  // namespace mado::search
