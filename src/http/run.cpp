#include "http/run.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/post.hpp>

#include "http/problem.hpp"
#include "http/store.hpp"

namespace mado::http {
namespace {

/// A stream that missed more is told to fetch everything again.
constexpr int missed_entries_max = 1000;

/// One call on its way. Lives in the coroutine, which is not resumed before the job has ended.
struct Run {
  Shared& shared;
  const Route& route;
  const Call& call;
  Held command = {};
  Caller caller = {};
  bool identified = false;
  bool begun = false;  ///< the job ran: what went wrong is its own error, not a full queue
  Held outcome = {};
  std::optional<Reply> reply = {};

  Language language() const { return identified ? caller.language : shared.doorkeeper.language_of(call); }
};

/// The same reader, unknown: what a session of the pane is where it does not reach.
Caller nobody_like(const Caller& caller) {
  return {.operator_id = caller.operator_id,
          .operator_key = caller.operator_key,
          .language = caller.language,
          .zone = caller.zone};
}

Result<void> identify(Run& run, db::Snapshot& snapshot) {
  run.begun = true;
  run.reply.reset();
  MADO_TRY(caller, run.shared.doorkeeper.identify(snapshot, run.call));
  run.caller = std::move(caller);
  run.identified = true;
  if (run.caller.reach == Reach::pane && run.route.open_to != OpenTo::pane)
    run.caller = nobody_like(run.caller);
  return {};
}

Result<void> read(Run& run, db::Snapshot& snapshot) {
  MADO_CHECK(identify(run, snapshot));
  MADO_TRY(outcome, run.route.read(run.command, run.caller, snapshot));
  run.outcome = std::move(outcome);
  return {};
}

Result<void> write_once(Run& run, db::Tx& tx) {
  const auto now = run.shared.clock.now();
  const auto since = now - std::chrono::hours(run.shared.limits.idempotency_keep_hours);
  const auto make = [&]() -> Result<Reply> {
    MADO_TRY(outcome, run.route.write(run.command, run.caller, tx));
    return run.route.show(outcome, run.caller);
  };
  MADO_TRY(reply, reply_once(tx, idempotency_name(run.call, run.caller), since, now, make));
  run.reply = std::move(reply);
  return {};
}

Result<void> write(Run& run, db::Tx& tx) {
  MADO_CHECK(identify(run, tx));
  const bool once = run.call.method == Method::post && !run.call.header("idempotency-key").empty();
  if (once && run.caller.kind != CallerKind::nobody) return write_once(run, tx);
  MADO_TRY(outcome, run.route.write(run.command, run.caller, tx));
  run.outcome = std::move(outcome);
  return {};
}

Result<void> work(Run& run) {
  run.begun = true;
  try {
    MADO_TRY(outcome, run.route.work(run.command, run.call, run.shared.database));
    run.outcome = std::move(outcome);
  } catch (const std::exception& mistake) {
    spdlog::error("{} {}: {}", run.route.pattern, "work", mistake.what());
    run.reply = problem_with_status(500, "internal", run.language());
  }
  return {};
}

/// Starts the job; `done` is called once, on any thread.
void start(Run& run, db::Done done) {
  switch (run.route.kind) {
    case Kind::read:
      return run.shared.database.read([&run](db::Snapshot& snapshot) { return read(run, snapshot); },
                                      std::move(done));
    case Kind::write:
      return run.shared.database.write([&run](db::Tx& tx) { return write(run, tx); }, std::move(done));
    case Kind::work:
      if (!run.shared.work.push([&run, done] { done(work(run)); }))
        done(fail(ErrorCode::unavailable, "busy"));
      return;
    case Kind::plain:
    case Kind::stream:
      break;
  }
  done({});
}

/// Waits for what `start` starts, and comes back to this thread.
template <class Start>
Task<Result<void>> await_done(Executor executor, Start start) {
  auto initiate = [executor](auto handler, Start begin) {
    const auto shared_handler = std::make_shared<decltype(handler)>(std::move(handler));
    begin([executor, shared_handler](Result<void> result) {
      net::post(executor, [shared_handler, result = std::move(result)]() mutable {
        (*shared_handler)(std::move(result));
      });
    });
  };
  return net::async_initiate<const Awaiting&, void(Result<void>)>(std::move(initiate), awaiting,
                                                                  std::move(start));
}

/// A full queue is not the caller's doing.
Error own_error(Error error, bool begun) {
  if (!begun && error.code == ErrorCode::too_many)
    return {.code = ErrorCode::unavailable, .key = "busy", .cause = error.cause};
  return error;
}

Reply failed(const Run& run, const std::exception& mistake) {
  spdlog::error("{}: {}", run.route.pattern, mistake.what());
  return problem_with_status(500, "internal", run.language());
}

/// Refuses a key that could not be kept. Error: unreadable ("idempotency.unreadable").
Result<void> check_idempotency_key(const Call& call) {
  constexpr size_t key_letters_max = 255;
  const auto key = call.header("idempotency-key");
  const bool visible = std::ranges::all_of(key, [](char letter) { return letter > ' ' && letter <= '~'; });
  if (visible && key.size() <= key_letters_max) return {};
  return fail(ErrorCode::unreadable, "idempotency.unreadable");
}

/// The reply, if the call ends here already.
std::optional<Reply> parse(Run& run) {
  try {
    if (const auto key = check_idempotency_key(run.call); !key) return problem(key.error(), run.language());
    auto command = run.route.parse(run.call);
    if (!command) return problem_logged(command.error(), run.language(), run.call);
    run.command = *std::move(command);
    return std::nullopt;
  } catch (const std::exception& mistake) {
    return failed(run, mistake);
  }
}

Reply show(Run& run) {
  try {
    return run.route.show(run.outcome, run.caller);
  } catch (const std::exception& mistake) {
    return failed(run, mistake);
  }
}

}  // namespace

Reply problem_logged(const Error& error, Language language, const Call& call) {
  if (error.code == ErrorCode::unavailable && error.key != "busy")
    spdlog::error("{}: {} {}", call.path, error.key, error.cause);
  else if (!error.cause.empty())
    spdlog::debug("{}: {} {}", call.path, error.key, error.cause);
  return problem(error, language);
}

Task<Reply> run_route(Shared& shared, const Route& route, const Call& call, Executor executor) {
  Run run{.shared = shared, .route = route, .call = call};
  if (route.kind == Kind::plain) co_return show(run);
  if (auto ended = parse(run)) co_return *std::move(ended);
  auto begin = [&run](db::Done done) { start(run, std::move(done)); };
  auto result = co_await await_done(executor, begin);
  if (!result)
    co_return problem_logged(own_error(std::move(result).error(), run.begun), run.language(), call);
  if (!run.identified) run.caller.language = run.language();
  if (run.reply) co_return *std::move(run.reply);
  co_return show(run);
}

namespace {

Result<void> look(Shared& shared, const Call& call, db::Snapshot& snapshot, StreamStart& start) {
  MADO_TRY(caller, shared.doorkeeper.identify(snapshot, call));
  start = {.caller = std::move(caller)};
  if (start.caller.kind == CallerKind::nobody || start.caller.reach == Reach::pane)
    return fail(ErrorCode::unauthenticated, "unauthenticated");
  auto after = std::string(call.header("last-event-id"));
  if (after.empty()) after = call.query_value("after").value_or("");
  start.position = db::journal_end(snapshot);
  const auto position = db::Position::parse(after);
  if (after.empty()) return {};
  if (position) start.missed = db::read_journal(snapshot, *position, missed_entries_max + 1);
  start.reset = !position || start.missed.size() > missed_entries_max;
  if (start.reset) start.missed.clear();
  if (!start.missed.empty()) start.position = start.missed.back().position;
  return {};
}

}  // namespace

Task<Result<StreamStart>> start_stream(Shared& shared, const Call& call, Executor executor) {
  StreamStart stream;
  bool begun = false;
  auto begin = [&](db::Done done) {
    shared.database.read(
        [&](db::Snapshot& snapshot) {
          begun = true;
          return look(shared, call, snapshot, stream);
        },
        std::move(done));
  };
  auto result = co_await await_done(executor, begin);
  if (!result) co_return std::unexpected(own_error(std::move(result).error(), begun));
  co_return stream;
}

}  // namespace mado::http
