/// What a language version was before, for writers: its saved texts, and how they differ.
#pragma once

#include "help/office_api.hpp"

namespace mado::help {

void add_history_routes(http::Router& router, const Desk& desk);

}  // namespace mado::help
