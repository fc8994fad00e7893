#include "search/phrases.hpp"

#include <algorithm>
#include <span>

#include "search/fold.hpp"

namespace mado::search {
namespace {

constexpr float phrase_weight = 0.5F;

constexpr std::u16string_view english[] = {u"how do",
                                           u"how to",
                                           u"how can",
                                           u"what is",
                                           u"what are",
                                           u"what does",
                                           u"what happens",
                                           u"is there",
                                           u"is it possible",
                                           u"can't",
                                           u"cannot",
                                           u"cant",
                                           u"unable to",
                                           u"can not",
                                           u"don't",
                                           u"doesn't",
                                           u"isn't",
                                           u"trying to",
                                           u"need to",
                                           u"want to",
                                           u"learn more",
                                           u"more information",
                                           u"for information",
                                           u"information about",
                                           u"see",
                                           u"using",
                                           u"use",
                                           u"problem",
                                           u"issue",
                                           u"help",
                                           u"get",
                                           u"way to"};
constexpr std::u16string_view japanese[] = {
    u"できない", u"できません", u"できますか", u"できるか",   u"できる",       u"したい",
    u"方法",     u"どうすれば", u"どのように", u"について",   u"とは何ですか", u"とは",
    u"何ですか", u"ください",   u"教えて",     u"ありますか", u"ません",       u"でしょうか",
    u"場合",     u"詳細",       u"情報",       u"参照",       u"必要"};
constexpr std::u16string_view chinese[] = {u"怎么样", u"怎么办", u"怎么", u"怎样", u"如何", u"什么是",
                                           u"什么",   u"为什么", u"无法", u"不能", u"不了", u"是否",
                                           u"可以",   u"能否",   u"想要", u"请问", u"有关", u"详细信息",
                                           u"信息",   u"请参阅", u"哪些", u"哪里", u"需要", u"是什么"};

std::span<const std::u16string_view> phrases_of(Language language) {
  if (language == Language::ja) return japanese;
  if (language == Language::zh_hans) return chinese;
  return english;
}

/// In languages with spaces a phrase stands between words.
bool stands_alone(std::u16string_view text, size_t begin, size_t end) {
  if (is_cjk(text[begin])) return true;
  return (begin == 0 || !is_word_unit(text[begin - 1])) && (end == text.size() || !is_word_unit(text[end]));
}

}  // namespace

std::vector<float> phrase_weights(std::u16string_view folded, Language language) {
  std::vector<float> weights(folded.size() + 1, 1);
  for (const auto phrase : phrases_of(language))
    for (size_t at = folded.find(phrase); at != folded.npos; at = folded.find(phrase, at + 1))
      if (stands_alone(folded, at, at + phrase.size()))
        std::fill_n(weights.begin() + static_cast<std::ptrdiff_t>(at), phrase.size(), phrase_weight);
  return weights;
}

}  // namespace mado::search
