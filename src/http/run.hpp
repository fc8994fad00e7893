/// Runs a route: parse here, run on a database or worker thread, show here.
#pragma once

#include "http/shared.hpp"
#include "http/wire.hpp"

namespace mado::http {

/// The reply to a call whose body is read. Never throws: a mistake of the program is logged and answered 500.
Task<Reply> run_route(Shared& shared, const Route& route, const Call& call, Executor executor);

/// What an event stream starts with.
struct StreamStart {
  Caller caller;
  db::Position position = {};                 ///< what comes after it is sent as it happens
  std::vector<db::JournalEntry> missed = {};  ///< since the caller's last event
  bool reset = false;                         ///< too much was missed, or its position is unreadable
};
/// Finds out who wants the stream and what they missed since `after` (nothing: only what comes). Error:
/// unauthenticated.
Task<Result<StreamStart>> start_stream(Shared& shared, const Call& call, Executor executor);

/// A problem in words, and its cause in the log.
Reply problem_logged(const Error& error, Language language, const Call& call);

}  // namespace mado::http
