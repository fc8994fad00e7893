/// The event streams of one thread. What a reader may know is asked for each event; a reader that is too slow
/// is cut off and resumes by itself (Last-Event-ID).
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/run.hpp"
#include "http/shared.hpp"
#include "http/wire.hpp"

namespace mado::http {

using Entries = std::vector<db::JournalEntry>;
using EventBytes = std::shared_ptr<const std::string>;

/// The bytes of an event; `data` is one line.
std::string event_bytes(const LiveEvent& event, const db::Position& position);

/// Makes the bytes of one entry for many readers: those who may know the same share them.
class EventMaker {
 public:
  explicit EventMaker(const LiveFilter& live) : live_(live) {}
  /// Nothing if this caller may not know of it.
  EventBytes make(const Caller& caller, const db::JournalEntry& entry);

 private:
  const LiveFilter& live_;
  db::Position position_;
  LiveEvent event_;
  EventBytes bytes_;
};

class StreamHub {
 public:
  /// What a stream brings with it.
  struct Arrival {
    Socket socket;
    Admission<std::string>::Ticket connection;
    Admission<PersonId>::Ticket stream;
    Call call;  ///< to ask again who it is
    StreamStart start;
    std::string head;
  };

  StreamHub(Shared& shared, Executor executor) : shared_(shared), executor_(executor) {}
  void adopt(Arrival arrival);
  void see(const Entries& entries);
  /// Heart beats, and asking again who is there.
  void tick(std::int64_t now_millis);
  void close_all();

 private:
  struct Stream;
  void offer(Stream& stream, const db::JournalEntry& entry, EventMaker& maker);
  void send(const std::shared_ptr<Stream>& stream, EventBytes bytes);
  void flush(const std::shared_ptr<Stream>& stream);
  void watch(const std::shared_ptr<Stream>& stream);
  void beat(const std::shared_ptr<Stream>& stream);
  void ask_about(const db::JournalEntry& entry);
  void ask_again(const std::shared_ptr<Stream>& stream);
  void sweep();

  Shared& shared_;
  Executor executor_;
  std::vector<std::shared_ptr<Stream>> streams_;
  std::deque<db::JournalEntry>
      recent_;              ///< newest last; bridges the time between a stream's reading and joining
  db::Position forgotten_;  ///< the newest entry that fell out of `recent_`
};

}  // namespace mado::http
