/// Articles as the search sees them, and how their passages are stored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "help/model.hpp"

namespace mado::help {

/// What is indexed of a language version; links that lead to it are added by whoever knows them.
search::Document document_of(std::int64_t id, const Draft& draft, const Reading& reading);

/// Passages as one text, and back.
std::string packed(const std::vector<search::Passage>& passages);
std::vector<search::Passage> unpacked(std::string_view packed);

/// zlib, and back. Throws if the stored bytes are damaged.
std::string compressed(std::string_view bytes);
std::string expanded(std::string_view bytes);

}  // namespace mado::help
