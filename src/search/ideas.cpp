#include "search/ideas.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "search/fold.hpp"

namespace mado::search {
namespace {

std::vector<Key> keys_of(std::u16string_view text, Language language) {
  std::vector<Key> keys;
  for (const Word& word : words_of(fold(text, language), language)) keys.push_back(word.key);
  return keys;
}

/// One character of Chinese or Japanese is part of too much.
bool is_telling(const std::vector<Key>& keys) {
  return keys.size() > 1 || (keys.size() == 1 && ((keys[0] & pair_bit) == 0 || (keys[0] & 0xffff) != 0));
}

void add_once(std::vector<Ideas::Added>& all, Ideas::Added added) {
  const auto found = std::ranges::find(all, added.key, &Ideas::Added::key);
  if (found == all.end())
    all.push_back(added);
  else
    found->share = std::max(found->share, added.share);
}

}  // namespace

Ideas::Ideas(const std::vector<Idea>& ideas) {
  for (const Language language : all_languages) {
    const auto place = static_cast<size_t>(language);
    added_[place].resize(ideas.size());
    for (std::uint32_t idea = 0; idea < ideas.size(); ++idea)
      for (const std::string& way : ideas[idea][place]) {
        auto keys = keys_of(utf16_of(way), language);
        if (!is_telling(keys)) continue;
        const auto share = static_cast<float>(1 / std::sqrt(static_cast<double>(keys.size())));
        for (const Key key : keys) add_once(added_[place][idea], {key, share});
        const Key first = keys.front();
        ways_[place].emplace(first, Way{idea, std::move(keys)});
      }
  }
}

std::vector<Ideas::Added> Ideas::added_for(std::u16string_view text, Language wanted) const {
  std::set<std::uint32_t> said;
  for (const Language language : all_languages) {
    const Ways& ways = ways_[static_cast<size_t>(language)];
    const auto keys = keys_of(text, language);
    for (size_t at = 0; at < keys.size(); ++at) {
      const auto [begin, end] = ways.equal_range(keys[at]);
      for (auto found = begin; found != end; ++found) {
        const auto& way = found->second.keys;
        if (way.size() <= keys.size() - at && std::equal(way.begin(), way.end(), &keys[at]))
          said.insert(found->second.idea);
      }
    }
  }
  std::vector<Added> all;
  for (const std::uint32_t idea : said)
    for (const Added& added : added_[static_cast<size_t>(wanted)][idea]) add_once(all, added);
  return all;
}

}  // namespace mado::search
