#include "search/weights.hpp"

namespace mado::search {
namespace {

// Fields in the order of Field: title, description, body, headings, names, beginning, links. Japanese names
// count much because the addresses of many articles are in English and so are the product words of questions.
constexpr std::array<Weights, all_languages.size()> table = {
    Weights{4,
            {{{7.2, .95}, {6.8, .2}, {1, .6}, {1.7, .75}, {6, .4}, {0, .4}, {6.8, .1}}},
            {3.3, 2.4, 1.1, 1.5, 1.9, 1.2, .1, .1, 1.35, 2.05, .4}},
    Weights{6,
            {{{8.5, .5}, {2, .5}, {1, .6}, {1, .75}, {13, .75}, {.5, .4}, {3.4, .1}}},
            {2.5, 2.9, .4, 1.24, .2, 1.75, 3.4, 2.7, 1.8, 1, 1.7}},
    Weights{6,
            {{{5, .75}, {2, .5}, {1, .6}, {0, .75}, {1.8, .4}, {0, .4}, {4, .4}}},
            {2.5, 2.1, .3, 2, 0, 1.1, 2.8, 1.9, 1.95, 2.4, 1.5}}};

}  // namespace

const Weights& weights_of(Language language) { return table[static_cast<size_t>(language)]; }

}  // namespace mado::search
