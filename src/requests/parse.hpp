/// Calls as commands: every wrong field is told at once.
#pragma once

#include "http/call.hpp"
#include "requests/commands.hpp"

namespace mado::requests {

/// Of a body with long texts: room for the longest ones, every character escaped, beside all short fields.
inline constexpr size_t texts_body_bytes_max = 1024 * 1024;

struct ListCommand {
  store::ListQuestion question;
};

Result<Wish> parse_wish(const http::Call& call);
Result<Open> parse_open(const http::Call& call);
Result<Answer> parse_answer(const http::Call& call);
Result<Patch> parse_patch(const http::Call& call);
Result<Object> parse_object(const http::Call& call);
Result<Split> parse_split(const http::Call& call);
Result<Upload> parse_upload(const http::Call& call);
Result<ListCommand> parse_list(const http::Call& call);
/// `next` of a page: where the following one begins. Opaque outside.
std::string cursor_of(const Request& last);

}  // namespace mado::requests
