/// What a signed-in person may know of a journal entry at once: type and ids only.
#pragma once

#include "http/server.hpp"
#include "operators/operators.hpp"

namespace mado::cli {

http::LiveFilter live_filter(const operators::Operators& operators);

}  // namespace mado::cli
