#include "search/weights.hpp"

namespace mado::search {
namespace {

// Fields in the order of Field: title, description, body, headings, names, beginning, links. Japanese names
// count much because the addresses of many articles are in English and so are the product words of questions.
constexpr std::array<Weights, all_languages.size()> table = {
    Weights{4,
            {{{7.2, .95}, {6.8, .2}, {1, .6}, {1.7, .75}, {6, .4}, {0, .4}, {6.8, .1}}},
            {.words = 1.449,
             .passage = .517,
             .phrases = .98,
             .description = .756,
             .names = .57,
             .covered = .089}},
    Weights{6,
            {{{8.5, .5}, {2, .5}, {1, .6}, {1, .75}, {13, .75}, {.5, .4}, {3.4, .1}}},
            {.words = 2.378,
             .passage = 1.059,
             .phrases = .2,
             .description = 1.315,
             .names = 3.018,
             .covered = .2}},
    Weights{6,
            {{{5, .75}, {2, .5}, {1, .6}, {0, .75}, {1.8, .4}, {0, .4}, {4, .4}}},
            {.words = 3.397,
             .passage = 1.289,
             .phrases = .259,
             .description = 1.841,
             .names = .407,
             .covered = .641}}};

}  // namespace

const Weights& weights_of(Language language) { return table[static_cast<size_t>(language)]; }

}  // namespace mado::search
