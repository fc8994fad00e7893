/// What people say around the subject of a question ("how do I", できない, 怎么), which tells little.
#pragma once

#include <string_view>
#include <vector>

#include "base/language.hpp"

namespace mado::search {

/// For every unit of a folded question how much a word that begins there counts: 1, or less inside such a
/// phrase.
std::vector<float> phrase_weights(std::u16string_view folded, Language language);

}  // namespace mado::search
