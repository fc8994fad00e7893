#include "http/guard.hpp"

#include <boost/algorithm/string/predicate.hpp>

namespace mado::http {

bool is_own_page(const Call& call, std::string_view origin) {
  const auto scheme = origin.find("://");
  return scheme != std::string_view::npos && boost::iequals(origin.substr(scheme + 3), call.header("host"));
}

Result<void> refuse_cross_site(const Call& call) {
  if (call.method == Method::get || call.method == Method::head) return {};
  if (!call.header("authorization").empty()) return {};
  if (const auto site = call.header("sec-fetch-site"); !site.empty()) {
    if (site == "same-origin" || site == "none") return {};
    return fail(ErrorCode::forbidden, "cross_site");
  }
  const auto origin = call.header("origin");
  if (origin.empty() || is_own_page(call, origin)) return {};
  return fail(ErrorCode::forbidden, "cross_site");
}

}  // namespace mado::http
