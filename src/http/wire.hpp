/// The Asio types of this room. Each thread has its own io_context, so nothing here needs a strand.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace mado::http {

namespace net = boost::asio;
using tcp = net::ip::tcp;

using Context = net::io_context;
using Executor = Context::executor_type;
using Socket = net::basic_stream_socket<tcp, Executor>;
using Acceptor = net::basic_socket_acceptor<tcp, Executor>;
template <class T>
using Task = net::awaitable<T, Executor>;
using Awaiting = net::use_awaitable_t<Executor>;
inline constexpr Awaiting awaiting{};
inline constexpr net::as_tuple_t<Awaiting> awaiting_tuple{awaiting};

}  // namespace mado::http
