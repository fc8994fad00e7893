/// Bodies and queries of the office's routes → commands.
#pragma once

#include "http/call.hpp"
#include "operators/publish.hpp"

namespace mado::operators {

inline constexpr size_t policy_body_bytes_max = 1024 * 1024;

struct VersionsPage {
  std::int64_t before = 0;
  int limit = 50;
};
Result<VersionsPage> parse_versions_page(const http::Call& call);

/// The path parameter {name} as a version's number; not_found if it is none.
Result<std::int64_t> parse_number(const http::Call& call, std::string_view name);

/// `PolicyText`: only text and files of the proposal are set.
Result<Proposal> parse_text(const http::Call& call);
/// `PolicyProposal`.
Result<Proposal> parse_proposal(const http::Call& call);
/// `NewPolicyVersion` with If-Match.
Result<Publish> parse_publish(const http::Call& call);

}  // namespace mado::operators
