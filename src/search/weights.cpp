#include "search/weights.hpp"

namespace mado::search {
namespace {

// In the order of Field: title, description, body, headings, names, beginning, links.
constexpr std::array<Weights, all_languages.size()> table = {
    Weights{4, {{{7.2, .95}, {4, .5}, {1, .6}, {1, .75}, {6, .4}, {0, .4}, {4, .4}}}},
    Weights{4, {{{5, .5}, {2, .5}, {1, .6}, {1, .75}, {9.6, .75}, {.5, .4}, {2, .4}}}},
    Weights{6, {{{5, .75}, {2, .5}, {1, .6}, {0, .75}, {1.8, .4}, {0, .4}, {4, .4}}}}};

}  // namespace

const Weights& weights_of(Language language) { return table[static_cast<size_t>(language)]; }

}  // namespace mado::search
