/// Pictures in articles: uploaded by writers, seen by whoever may read an article that shows them. Only kinds
/// that browsers draw without running anything.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "help/model.hpp"
#include "http/router.hpp"
#include "operators/operators.hpp"

namespace mado::help {

inline constexpr size_t picture_bytes_max = 5 * 1024 * 1024;

/// POST /api/v1/office/articles/pictures, GET /pictures/{id}.
void add_picture_routes(http::Router& router, const operators::Operators& operators, IdMaker& ids,
                        const Clock& clock);

}  // namespace mado::help
