// libcsv 3.0.3 in strict mode, with three adjustments:
//  - It trims unquoted cells; a space function that knows no space stops that.
//  - Strict mode also stops at a quote inside an unquoted cell (5" pipe), which every reader takes
//  as
//    it is: that one byte is parsed again without strict.
//  - It grows its buffer with the cell, without bound. A row that is only passed over has its
//    buffer position set back, which keeps libcsv's own knowledge of quotes in force.
#include "indexer/source/csv_row_parser.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include <csv.h>

namespace kizuki {
namespace {

constexpr unsigned char kStrict = CSV_STRICT | CSV_STRICT_FINI;
constexpr std::size_t kBufferStep = std::size_t{4} << 10;  // libcsv's own, 128, reallocates often

int no_space(unsigned char) { return 0; }

}  // namespace

struct CsvRowParser::State {
  csv_parser parser{};
  char separator = ',';
  std::size_t limit_cells = 0;
  std::vector<std::string> cells;
  std::size_t count = 0;
  bool lost_text = false;
  bool discarding = false;
  bool complete = false;

  State(char separator_byte, std::size_t limit) : separator(separator_byte), limit_cells(limit) {
    init();
  }
  ~State() { csv_free(&parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void init() {
    csv_init(&parser, kStrict);
    csv_set_delim(&parser, static_cast<unsigned char>(separator));
    csv_set_space_func(&parser, no_space);
    csv_set_blk_size(&parser, kBufferStep);
  }

  void begin_row() {
    cells.clear();
    count = 0;
    lost_text = false;
    discarding = false;
    complete = false;
  }

  void add_cell(const char* text, std::size_t size) {
    ++count;
    if (!discarding && cells.size() < limit_cells) {
      cells.emplace_back(text, size);
    } else {
      lost_text = lost_text || size != 0;
    }
  }

  std::size_t parse(std::string_view text) {
    return csv_parse(&parser, text.data(), text.size(), on_cell, on_row, this);
  }

  static void on_cell(void* text, std::size_t size, void* self) noexcept {
    static_cast<State*>(self)->add_cell(static_cast<const char*>(text), size);
  }
  static void on_row(int, void* self) noexcept { static_cast<State*>(self)->complete = true; }
};

CsvRowParser::CsvRowParser(char separator, std::size_t limit_cells)
    : state_(std::make_unique<State>(separator, limit_cells)) {}
CsvRowParser::~CsvRowParser() = default;
CsvRowParser::CsvRowParser(CsvRowParser&&) noexcept = default;
CsvRowParser& CsvRowParser::operator=(CsvRowParser&&) noexcept = default;

CsvRowParser::Status CsvRowParser::feed(std::string_view text, bool strict) {
  State& state = *state_;
  if (state.complete) state.begin_row();
  for (;;) {
    text.remove_prefix(state.parse(text));
    if (state.discarding) {
      // What libcsv takes back at a cell's end, the closing quote, must stay.
      state.parser.entry_pos = std::min(state.parser.entry_pos, state.parser.spaces + 1);
    }
    if (text.empty()) return state.complete ? Status::kRow : Status::kMore;
    if (csv_error(&state.parser) != CSV_EPARSE) throw std::bad_alloc();
    if (strict || state.parser.quoted != 0) return Status::kBadQuote;
    csv_set_opts(&state.parser, 0);
    text.remove_prefix(state.parse(text.substr(0, 1)));
    csv_set_opts(&state.parser, kStrict);
  }
}

CsvRowParser::Status CsvRowParser::finish() {
  State& state = *state_;
  if (state.complete) state.begin_row();
  if (csv_fini(&state.parser, State::on_cell, State::on_row, &state) != 0) return Status::kBadQuote;
  return state.complete ? Status::kRow : Status::kMore;
}

std::vector<std::string>& CsvRowParser::cells() { return state_->cells; }
std::size_t CsvRowParser::cell_count() const { return state_->count; }
bool CsvRowParser::has_lost_text() const { return state_->lost_text; }

void CsvRowParser::discard() {
  state_->discarding = true;
  state_->cells.clear();
}

void CsvRowParser::reset() {
  csv_free(&state_->parser);
  state_->init();
  state_->begin_row();
}

std::size_t CsvRowParser::buffer_bytes() const { return csv_get_buffer_size(&state_->parser); }

}  // namespace kizuki
