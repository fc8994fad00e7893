#include "http/streams.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace mado::http {
namespace {

constexpr std::int64_t beat_millis = 15'000;
constexpr std::int64_t ask_again_millis = 60'000;
/// Kept so that a stream which read the journal just before it joined misses nothing.
constexpr size_t recent_entries_max = 1024;
constexpr std::string_view first_lines = "retry: 2000\n\n";

EventBytes shared_text(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

std::string id_lines(const db::Position& position) { return "id: " + position.text() + "\n\n"; }

std::string reset_event(const db::Position& position) {
  return event_bytes({.name = "reset", .data = R"({"type":"reset"})"}, position);
}

/// As much of the call as tells who makes it.
Call who_calls(const Call& call) {
  Call kept{.path = call.path, .remote_address = call.remote_address};
  for (const auto* name : {"host", "cookie", "authorization", "accept-language"})
    if (const auto value = call.header(name); !value.empty()) kept.headers.emplace(name, value);
  return kept;
}

}  // namespace

std::string event_bytes(const LiveEvent& event, const db::Position& position) {
  return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", position.text(), event.name, event.data);
}

EventBytes EventMaker::make(const Caller& caller, const db::JournalEntry& entry) {
  auto event = live_(caller, entry);
  if (!event) return nullptr;
  if (bytes_ && position_ == entry.position && event->name == event_.name && event->data == event_.data)
    return bytes_;
  bytes_ = shared_text(event_bytes(*event, entry.position));
  event_ = *std::move(event);
  position_ = entry.position;
  return bytes_;
}

struct StreamHub::Stream {
  Admission<std::string>::Ticket connection;  ///< given back last, when nothing touches the socket any more
  Admission<PersonId>::Ticket ticket;
  Socket socket;
  Call call;
  Caller caller;
  db::Position position = {};  ///< of the last entry looked at
  db::Position told = {};      ///< of the last id sent
  std::vector<EventBytes> waiting = {};
  std::vector<EventBytes> in_flight = {};
  std::int64_t writing_since = 0;
  std::int64_t next_beat = 0;
  std::int64_t next_asking = 0;
  bool closed = false;

  void close() {
    boost::system::error_code ignored;
    closed = true;
    socket.close(ignored);
  }
};

void StreamHub::adopt(Arrival arrival) {
  const auto now = steady_millis();
  auto& start = arrival.start;
  const auto stream = std::make_shared<Stream>(Stream{.connection = std::move(arrival.connection),
                                                      .ticket = std::move(arrival.stream),
                                                      .socket = std::move(arrival.socket),
                                                      .call = who_calls(arrival.call),
                                                      .caller = std::move(start.caller),
                                                      .position = start.position,
                                                      .told = start.position,
                                                      .next_beat = now + beat_millis,
                                                      .next_asking = now + ask_again_millis});
  auto first = std::move(arrival.head);
  first += first_lines;
  EventMaker maker(shared_.live);
  for (const auto& entry : start.missed)
    if (const auto bytes = maker.make(stream->caller, entry)) first += *bytes;
  const bool has_gap = forgotten_ > start.position;
  if (has_gap && !recent_.empty()) stream->position = stream->told = recent_.back().position;
  first += start.reset || has_gap ? reset_event(stream->position) : id_lines(stream->position);
  streams_.push_back(stream);
  send(stream, shared_text(std::move(first)));
  for (const auto& entry : recent_) offer(*stream, entry, maker);
  if (!stream->waiting.empty() && stream->in_flight.empty()) flush(stream);
  watch(stream);
}

void StreamHub::offer(Stream& stream, const db::JournalEntry& entry, EventMaker& maker) {
  if (stream.closed || entry.position <= stream.position) return;
  stream.position = entry.position;
  auto bytes = maker.make(stream.caller, entry);
  if (!bytes) return;
  if (stream.waiting.size() >= shared_.limits.stream_events_waiting_max) return stream.close();
  stream.told = entry.position;
  stream.waiting.push_back(std::move(bytes));
}

/// What happens to a person (signed out, other roles) may end what they may know.
void StreamHub::ask_about(const db::JournalEntry& entry) {
  const auto person = PersonId::parse(entry.entry.subject);
  if (!person) return;
  for (const auto& stream : streams_)
    if (stream->caller.person_id == *person) ask_again(stream);
}

void StreamHub::see(const Entries& entries) {
  EventMaker maker(shared_.live);
  for (const auto& entry : entries) {
    ask_about(entry);
    for (const auto& stream : streams_) offer(*stream, entry, maker);
    recent_.push_back(entry);
    if (recent_.size() <= recent_entries_max) continue;
    forgotten_ = recent_.front().position;
    recent_.pop_front();
  }
  for (const auto& stream : streams_)
    if (!stream->waiting.empty() && stream->in_flight.empty()) flush(stream);
  sweep();
}

void StreamHub::send(const std::shared_ptr<Stream>& stream, EventBytes bytes) {
  stream->waiting.push_back(std::move(bytes));
  if (stream->in_flight.empty()) flush(stream);
}

void StreamHub::flush(const std::shared_ptr<Stream>& stream) {
  if (stream->closed) return;
  stream->in_flight.swap(stream->waiting);
  stream->writing_since = steady_millis();
  std::vector<net::const_buffer> buffers;
  buffers.reserve(stream->in_flight.size());
  for (const auto& bytes : stream->in_flight) buffers.push_back(net::buffer(*bytes));
  net::async_write(stream->socket, buffers, [this, stream](boost::system::error_code error, size_t) {
    stream->in_flight.clear();
    if (error) return stream->close();
    if (!stream->waiting.empty()) flush(stream);
  });
}

/// A reader sends nothing: whatever comes is its end.
void StreamHub::watch(const std::shared_ptr<Stream>& stream) {
  stream->socket.async_wait(Socket::wait_read, [this, stream](boost::system::error_code) {
    stream->close();
    sweep();
  });
}

void StreamHub::tick(std::int64_t now) {
  const auto write_millis = std::chrono::milliseconds(shared_.limits.write_timeout).count();
  for (const auto& stream : streams_) {
    if (!stream->in_flight.empty()) {
      if (now - stream->writing_since > write_millis) stream->close();
      continue;
    }
    if (now >= stream->next_beat) {
      stream->next_beat = now + beat_millis;
      beat(stream);
    }
    if (now >= stream->next_asking) {
      stream->next_asking = now + ask_again_millis;
      ask_again(stream);
    }
  }
  sweep();
}

/// Also tells how far the reader has come, though nothing of it was for them.
void StreamHub::beat(const std::shared_ptr<Stream>& stream) {
  const bool moved = stream->told != stream->position;
  stream->told = stream->position;
  send(stream, shared_text(moved ? id_lines(stream->position) : ":\n\n"));
}

void StreamHub::ask_again(const std::shared_ptr<Stream>& stream) {
  const auto found = std::make_shared<Caller>();
  shared_.database.read(
      [this, stream, found](db::Snapshot& snapshot) -> Result<void> {
        MADO_TRY(caller, shared_.doorkeeper.identify(snapshot, stream->call));
        *found = std::move(caller);
        return {};
      },
      [executor = executor_, stream, found](Result<void> result) {
        net::post(executor, [stream, found, is_known = result.has_value()] {
          if (!is_known) return;
          if (found->person_id != stream->caller.person_id) return stream->close();
          stream->caller = std::move(*found);
        });
      });
}

void StreamHub::close_all() {
  for (const auto& stream : streams_) stream->close();
  streams_.clear();
}

void StreamHub::sweep() {
  std::erase_if(streams_, [](const auto& stream) { return stream->closed; });
}

}  // namespace mado::http
