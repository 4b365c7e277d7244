// The one source that knows Boost.Beast and Boost.Asio: another library replaces this file.
#include "server/http/http_server.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <ctime>
#include <functional>
#include <mutex>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "server/http/request_target.hpp"
#include "server/http/worker_pool.hpp"

namespace kizuki {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using ErrorCodeOfBoost = boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

/// The first read of an idle connection: enough for most requests, little for thousands that wait.
constexpr std::size_t kFirstRead = 1'024;
constexpr std::size_t kReadAway = 16'384;  // at once
/// How much, and how long, of what a refused client still sends is read away, so that closing does
/// not take the answer from it (RFC 9112, 9.6).
constexpr std::size_t kLingerBytes = 262'144;
constexpr std::chrono::milliseconds kLinger{1'000};

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  const std::size_t size =
      std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

using Parser = http::request_parser<http::string_body>;
using Message = http::request<http::string_body>;

std::optional<HttpMethod> method_of(const Message& message) {
  switch (message.method()) {
    case http::verb::get:
      return HttpMethod::kGet;
    case http::verb::head:
      return HttpMethod::kHead;
    case http::verb::post:
      return HttpMethod::kPost;
    default:
      return std::nullopt;
  }
}

std::string value_of(const Message& message, http::field field) {
  const auto value = message[field];
  return {value.data(), value.size()};
}

/// The status that refuses a request whose headers the parser took, 0 when it may go on.
unsigned refusal_of(const Parser& parser, const HttpLimits& limits) {
  const Message& message = parser.get();
  if (message.version() != 10 && message.version() != 11) return 400;
  const auto hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() == 11)) return 400;
  const bool has_coding = message.count(http::field::transfer_encoding) > 0;
  if (message.count(http::field::content_length) > (has_coding ? 0 : 1)) return 400;
  // Beast takes "3, 3" for a length; a proxy in front may not.
  const std::string length = value_of(message, http::field::content_length);
  if (!std::all_of(length.begin(), length.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return 400;
  }
  if (has_coding && (message.version() == 10 || message.count(http::field::transfer_encoding) > 1 ||
                     lower(value_of(message, http::field::transfer_encoding)) != "chunked")) {
    return 400;
  }
  if (message.count(http::field::upgrade) > 0 && message.method() == http::verb::connect)
    return 400;
  if (message.count(http::field::content_encoding) > 0) return 415;
  if (message.target().size() > limits.target_bytes) return 414;
  if (!parse_request_target({message.target().data(), message.target().size()})) return 400;
  if (!method_of(message)) return 405;
  return 0;
}

HttpRequest take_request(Message&& message) {
  HttpRequest request;
  request.method = *method_of(message);
  auto target = parse_request_target({message.target().data(), message.target().size()});
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  for (const auto& field : message) {
    request.headers.emplace_back(lower({field.name_string().data(), field.name_string().size()}),
                                 std::string(field.value().data(), field.value().size()));
  }
  request.body = std::move(message.body());
  return request;
}

class Connection;

/// What connections share with their server.
struct Shared {
  Shared(const HttpServerSettings& given, HttpHandler& program)
      : limits(given.limits), handler(&program), pool(given.workers, given.limits.queue) {}

  HttpLimits limits;
  HttpHandler* handler;
  std::atomic<bool> draining{false};
  std::atomic<std::uint64_t> refused{0};
  std::atomic<std::uint64_t> framing_errors{0};

  std::mutex mutex;
  std::condition_variable gone;
  std::set<Connection*> connections;

  WorkerPool pool;  // last: its jobs use all of the above
};

/// One client. All of it runs on its strand; answers come in through post.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(net::ip::tcp::socket socket, std::shared_ptr<Shared> shared)
      : stream_(std::move(socket)), shared_(std::move(shared)) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  ~Connection() {
    const std::lock_guard lock(shared_->mutex);
    shared_->connections.erase(this);
    shared_->gone.notify_all();
  }

  void start() {
    run([](Connection& self) { self.wait_for_request(); });
  }
  /// Closes now when no request is being read or answered.
  void close_when_idle() {
    run([](Connection& self) {
      if (self.idle_ || self.reading_away_) self.close();
    });
  }
  void cut() {
    run([](Connection& self) { self.close(); });
  }
  void answer(HttpResponse response) {
    run([answer = std::make_shared<HttpResponse>(std::move(response))](Connection& self) {
      self.write(std::move(*answer), self.keep_alive_);
    });
  }

 private:
  template <typename F>
  void run(F&& body) {
    net::post(stream_.get_executor(),
              [self = shared_from_this(), body = std::forward<F>(body)] { body(*self); });
  }

  void close() {
    ErrorCodeOfBoost ignored;
    stream_.socket().shutdown(net::ip::tcp::socket::shutdown_both, ignored);
    stream_.socket().close(ignored);
  }

  void wait_for_request() {
    parser_.reset();
    if (buffer_.size() > 0) return read_header();  // the next one came with the last
    if (shared_->draining) return close();
    buffer_.shrink_to_fit();
    idle_ = true;
    stream_.expires_after(shared_->limits.idle);
    stream_.async_read_some(buffer_.prepare(kFirstRead),
                            [self = shared_from_this()](ErrorCodeOfBoost error, std::size_t bytes) {
                              self->idle_ = false;
                              if (error) return self->close();
                              self->buffer_.commit(bytes);
                              self->read_header();
                            });
  }

  void read_header() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(shared_->limits.header_bytes));
    parser_->body_limit(shared_->limits.body_bytes);
    stream_.expires_after(shared_->limits.header);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](ErrorCodeOfBoost error, std::size_t) {
          if (error) return self->refuse_for(error);
          if (const unsigned status = refusal_of(*self->parser_, self->shared_->limits);
              status != 0) {
            return self->refuse(status);
          }
          self->read_body();
        });
  }

  void read_body() {
    stream_.expires_after(shared_->limits.body);
    const auto expect = parser_->get()[http::field::expect];
    if (!expect.empty() && !parser_->is_done()) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      net::async_write(stream_, net::buffer(kContinue.data(), kContinue.size()),
                       [self = shared_from_this()](ErrorCodeOfBoost error, std::size_t) {
                         if (error) return self->close();
                         self->read_rest();
                       });
      return;
    }
    read_rest();
  }

  void read_rest() {
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](ErrorCodeOfBoost error, std::size_t) {
                       if (error) return self->refuse_for(error);
                       self->handle();
                     });
  }

  void handle();

  void refuse_for(ErrorCodeOfBoost error) {
    if (error == http::error::header_limit) return refuse(431);
    if (error == http::error::body_limit) return refuse_body();
    if (error.category() == http::make_error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message) {
      return refuse(400);
    }
    close();  // gone, or too slow
  }

  /// Answers what is no request, and ends the connection: nobody can tell where the next begins.
  void refuse(unsigned status) {
    HttpResponse response;
    response.status = status;
    response.body = std::string(reason_phrase(status)) + "\n";
    if (status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST");
    refuse(std::move(response), kLingerBytes, kLinger);
  }

  /// A request but for its size: the program says what to do. The parser has read its headers
  /// whole, though it may not have come to check them.
  void refuse_body() {
    if (refusal_of(*parser_, shared_->limits) != 0) return refuse(413);
    const HttpRequest request = take_request(parser_->release());
    if (request.method != HttpMethod::kPost) return refuse(413);
    auto response = shared_->handler->too_large(request);
    if (!response) return refuse(413);
    refuse(std::move(*response), shared_->limits.refused_body_bytes, shared_->limits.body);
  }

  /// What the client still sends, `bytes` at most and for `span`, is read away behind the answer.
  void refuse(HttpResponse response, std::size_t bytes, std::chrono::milliseconds span) {
    ++shared_->framing_errors;
    method_ = HttpMethod::kGet;
    received_ = SteadyClock::now();
    answering_ = true;
    linger_bytes_ = bytes;
    linger_ = span;
    write(std::move(response), false);
  }

  void write(HttpResponse response, bool keep_alive) {
    if (!answering_) return;
    answering_ = false;
    keep_alive_ = keep_alive && !shared_->draining;
    response_ = std::move(response);
    head_ = print_response_head(response_, http_date(), !keep_alive_);
    const std::string_view body =
        method_ == HttpMethod::kHead ? std::string_view() : response_.content();
    const std::array<net::const_buffer, 2> parts{net::buffer(head_),
                                                 net::buffer(body.data(), body.size())};
    stream_.expires_after(shared_->limits.response);
    net::async_write(
        stream_, parts,
        [self = shared_from_this()](ErrorCodeOfBoost error, std::size_t) { self->written(error); });
  }

  void written(ErrorCodeOfBoost error) {
    shared_->handler->done(
        method_, response_,
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - received_));
    response_ = {};
    if (error) return close();
    if (keep_alive_) return wait_for_request();
    if (linger_bytes_ == 0) return close();
    ErrorCodeOfBoost ignored;
    stream_.socket().shutdown(net::ip::tcp::socket::shutdown_send, ignored);
    stream_.expires_after(shared_->draining ? std::min(linger_, kLinger) : linger_);
    reading_away_ = true;
    parser_.reset();
    buffer_.clear();
    read_away(0);
  }

  void read_away(std::size_t seen) {
    if (seen > linger_bytes_) return close();
    stream_.async_read_some(
        buffer_.prepare(kReadAway),
        [self = shared_from_this(), seen](ErrorCodeOfBoost error, std::size_t bytes) {
          if (error) return self->close();
          self->read_away(seen + bytes);
        });
  }

  beast::tcp_stream stream_;
  std::shared_ptr<Shared> shared_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  HttpMethod method_ = HttpMethod::kGet;
  SteadyClock::time_point received_;
  HttpResponse response_;
  std::string head_;
  bool idle_ = false;
  bool answering_ = false;
  bool keep_alive_ = false;
  bool reading_away_ = false;
  std::size_t linger_bytes_ = 0;  // of a refused request; 0: closed behind the answer
  std::chrono::milliseconds linger_{0};
};

class Exchange : public HttpExchange {
 public:
  Exchange(std::shared_ptr<Connection> connection, HttpRequest request, Deadline deadline)
      : connection_(std::move(connection)), request_(std::move(request)), deadline_(deadline) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange() override {
    HttpResponse response;
    response.status = 500;
    response.body = std::string(reason_phrase(500)) + "\n";
    send(std::move(response));
  }

  const HttpRequest& request() const override { return request_; }
  const Deadline& deadline() const override { return deadline_; }
  void send(HttpResponse response) override {
    if (!sent_.exchange(true)) connection_->answer(std::move(response));
  }

 private:
  std::shared_ptr<Connection> connection_;
  HttpRequest request_;
  Deadline deadline_;
  std::atomic<bool> sent_{false};
};

void Connection::handle() {
  keep_alive_ = parser_->get().keep_alive();
  HttpRequest request = take_request(parser_->release());
  parser_.reset();
  method_ = request.method;
  received_ = SteadyClock::now();
  answering_ = true;
  // The answer is waited for without a timer on the socket: the handler has its own deadline.
  stream_.expires_never();
  if (auto response = shared_->handler->answer_at_once(request); response) {
    return write(std::move(*response), keep_alive_);
  }
  auto exchange = std::make_shared<Exchange>(shared_from_this(), std::move(request),
                                             Deadline::after(shared_->limits.work));
  HttpHandler* handler = shared_->handler;
  const bool taken = shared_->pool.submit([handler, exchange](std::size_t worker) {
    // Whoever has waited for the whole time gives up by now: work for those who still wait.
    exchange->deadline().passed() ? exchange->send(handler->busy(exchange->request()))
                                  : handler->answer(exchange, worker);
  });
  if (!taken) exchange->send(handler->busy(exchange->request()));
}

Error listen_error(const ErrorCodeOfBoost& error, const HttpServerSettings& settings) {
  Error failure = system_error(error.value(), "待ち受けられません",
                               settings.address + ":" + std::to_string(settings.port));
  if (error == net::error::address_in_use) {
    failure.code = ErrorCode::kAlreadyExists;
    failure.message =
        "このポートは使われています。--listen "
        "でほかの番号を指定するか、動いているものを止めてくださ"
        "い";
  }
  return failure;
}

class BeastServer : public HttpServer {
 public:
  BeastServer(const HttpServerSettings& settings, HttpHandler& handler)
      : shared_(std::make_shared<Shared>(settings, handler)),
        acceptor_(net::make_strand(context_)) {}

  ~BeastServer() override {
    stop_accepting();
    cut_all();
    end();
  }

  Result<void> open(const HttpServerSettings& settings) {
    ErrorCodeOfBoost error;
    const auto address = net::ip::make_address(settings.address, error);
    if (error) {
      return Error{ErrorCode::kInvalidArgument,
                   "待ち受ける場所は IP アドレスで指定してください（例: 127.0.0.1:8765）",
                   "",
                   0,
                   "listen",
                   ""};
    }
    const net::ip::tcp::endpoint endpoint(address, settings.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
    if (error) return listen_error(error, settings);
    port_ = acceptor_.local_endpoint(error).port();
    accept();
    for (std::size_t i = 0; i < std::max<std::size_t>(settings.io_threads, 1); ++i) {
      threads_.emplace_back([this] { context_.run(); });
    }
    return {};
  }

  std::uint16_t port() const override { return port_; }

  HttpState state() const override {
    HttpState state;
    state.refused = shared_->refused;
    state.framing_errors = shared_->framing_errors;
    state.waiting = shared_->pool.waiting();
    const std::lock_guard lock(shared_->mutex);
    state.connections = shared_->connections.size();
    return state;
  }

  void drain(std::chrono::milliseconds patience) override {
    shared_->draining = true;
    stop_accepting();
    for (const auto& connection : connections()) connection->close_when_idle();
    {
      std::unique_lock lock(shared_->mutex);
      shared_->gone.wait_for(lock, patience, [this] { return shared_->connections.empty(); });
    }
    cut_all();
    end();
  }

 private:
  void accept() {
    acceptor_.async_accept(net::make_strand(context_),
                           [this](ErrorCodeOfBoost error, net::ip::tcp::socket socket) {
                             if (error == net::error::operation_aborted) return;
                             if (!error) take(std::move(socket));
                             if (error && out_of_files(error)) return accept_later();
                             accept();
                           });
  }

  static bool out_of_files(const ErrorCodeOfBoost& error) {
    return error == net::error::no_descriptors || error == net::error::no_memory ||
           error == net::error::no_buffer_space;
  }

  // Accepting again at once would spin until somebody goes.
  void accept_later() {
    timer_.expires_after(std::chrono::milliseconds(100));
    timer_.async_wait([this](ErrorCodeOfBoost error) {
      if (!error && acceptor_.is_open()) accept();
    });
  }

  void take(net::ip::tcp::socket socket) {
    ErrorCodeOfBoost ignored;
    socket.set_option(net::ip::tcp::no_delay(true), ignored);
    {
      // Checked before the object is made: its end takes the same lock.
      const std::lock_guard lock(shared_->mutex);
      if (shared_->draining || shared_->connections.size() >= shared_->limits.connections) {
        ++shared_->refused;
        return;
      }
    }
    const auto connection = std::make_shared<Connection>(std::move(socket), shared_);
    {
      const std::lock_guard lock(shared_->mutex);
      shared_->connections.insert(connection.get());
    }
    connection->start();
    // Drained meanwhile: its list was taken before this one stood in it.
    if (shared_->draining) connection->close_when_idle();
  }

  std::vector<std::shared_ptr<Connection>> connections() const {
    std::vector<std::shared_ptr<Connection>> list;
    const std::lock_guard lock(shared_->mutex);
    for (Connection* connection : shared_->connections) {
      if (auto held = connection->weak_from_this().lock()) list.push_back(std::move(held));
    }
    return list;
  }

  void stop_accepting() {
    net::post(acceptor_.get_executor(), [this] {
      ErrorCodeOfBoost ignored;
      acceptor_.close(ignored);
      timer_.cancel();
    });
  }

  void cut_all() {
    for (const auto& connection : connections()) connection->cut();
  }

  void end() {
    shared_->pool.stop();
    shared_->handler->finish();
    {
      std::unique_lock lock(shared_->mutex);
      shared_->gone.wait_for(lock, std::chrono::seconds(2),
                             [this] { return shared_->connections.empty(); });
    }
    context_.stop();
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }

  std::shared_ptr<Shared> shared_;
  net::io_context context_;
  // A connection that waits for a worker gives the context nothing to do, and is not its end.
  net::executor_work_guard<net::io_context::executor_type> busy_{context_.get_executor()};
  // On a strand with its timer: threads take turns to accept, and one of them closes.
  net::ip::tcp::acceptor acceptor_;
  net::steady_timer timer_{acceptor_.get_executor()};
  std::uint16_t port_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(const HttpServerSettings& settings,
                                                      HttpHandler& handler) {
  auto server = std::make_unique<BeastServer>(settings, handler);
  if (auto opened = server->open(settings); !opened) return std::move(opened).error();
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace kizuki
