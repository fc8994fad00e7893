/// What became of questions, over HTTP: told by whoever asked; read by agents with `article:write`, who write
/// what was not found.
#pragma once

#include "help/ask.hpp"
#include "http/router.hpp"

namespace mado::help {

void add_question_routes(http::Router& router, IdMaker& ids, const Parts& parts);

}  // namespace mado::help
