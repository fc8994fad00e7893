/// What a client sends and what it is answered, told line by line to a process that outlives the one under
/// test.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "http/call.hpp"

namespace mado::sim {

struct Heard {
  int status = 0;
  std::string body;
};

/// One call, sent once or, after a crash or out of impatience, again.
struct Exchange {
  int step = 0;
  size_t member = 0;  ///< place in the cast
  http::Method method = http::Method::get;
  std::string path;
  std::string key = {};  ///< Idempotency-Key; empty: none
  std::int64_t if_match = 0;
  std::string body = {};
  std::string mark = {};  ///< stands in what this call alone writes
  Instant sent_at = {};
  std::vector<std::int64_t> seen = {};  ///< the newest journal entry before each attempt
  std::vector<Heard> replies = {};
};

/// What is told while a process lives.
struct Tell {
  std::function<void(int step)> begun;
  std::function<void(const Exchange&)> sent;  ///< each attempt
  std::function<void(const Heard&)> heard;    ///< the reply to what was sent last
  std::function<void(Instant)> followed;      ///< whatever had come by then was done
};

/// A Tell that writes lines.
Tell teller(std::function<void(const std::string&)> write_line);

/// Puts the lines together again.
class Record {
 public:
  void take(std::string_view line);
  int last_step() const { return last_step_; }
  const std::vector<Exchange>& exchanges() const { return exchanges_; }
  /// When the followers had looked, in order.
  std::vector<Instant> looks() const;
  /// The last call, if nobody knows what became of it.
  std::optional<Exchange> unanswered() const;

 private:
  int last_step_ = -1;
  bool awaiting_ = false;  ///< a reply
  std::vector<Exchange> exchanges_;
  std::vector<Instant> looks_;
};

}  // namespace mado::sim
