#include "search/weights.hpp"

namespace mado::search {
namespace {

// Fields in the order of Field: title, description, body, headings, names, beginning, links. Japanese names
// count much because the addresses of many articles are in English and so are the product words of questions.
constexpr std::array<Weights, all_languages.size()> table = {
    Weights{4,
            {{{7.2, .95}, {6.8, .2}, {1, .6}, {1.7, .75}, {6, .4}, {0, .4}, {6.8, .1}}},
            {3, 2.35, .95, 1.4, 1.85, 1.2, .05, .2, 1, 2.4, 1.15}},
    Weights{6,
            {{{8.5, .5}, {2, .5}, {1, .6}, {1, .75}, {13, .75}, {.5, .4}, {3.4, .1}}},
            {2.45, 2.65, .3, .95, .15, 1.55, 3.25, 2.65, 1.55, 1.85, 2.05}},
    Weights{6,
            {{{5, .75}, {2, .5}, {1, .6}, {0, .75}, {1.8, .4}, {0, .4}, {4, .4}}},
            {2.25, 1.85, .15, 1.5, 0, .95, 2.8, 2.05, 1.6, 3.05, 2.4}}};

}  // namespace

const Weights& weights_of(Language language) { return table[static_cast<size_t>(language)]; }

}  // namespace mado::search
