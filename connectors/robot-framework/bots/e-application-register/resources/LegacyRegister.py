# -*- coding: utf-8 -*-
"""古い台帳システムの画面を操作するキーワード（見本）。

台帳は固定長のファイル TOUROKU.DAT で、画面には次の癖がある。
- 一度に一つの端末しか開けない（SCREEN.LCK）
- 一画面に一件だけ入力し、確定すると画面が消える
- 氏名の検索キーは半角カナ 20 文字で、濁点も一文字と数える
- 連番は台帳が自分で付ける
"""
from __future__ import unicode_literals

import io
import os
import unicodedata

from robot.api import logger
from robot.api.deco import keyword

from ApplicationFile import WARDS, era_date, narrow, wide_kana

FIELDS = [('連番', 6), ('受付番号', 11), ('カナ', 20), ('氏名', 30), ('生年月日', 8),
          ('区', 3), ('住所', 80), ('通数', 2)]
RECORD = sum(width for name, width in FIELDS)

HALF = dict(zip(
    'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン'
    'ァィゥェォッャュョー゛゜',
    'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｯｬｭｮｰﾞﾟ'))


class RegisterUnavailable(Exception):
    """台帳が使えない。申請の誤りではないので、作業全体を失敗とする。"""
    ROBOT_SUPPRESS_NAME = True
    ROBOT_EXIT_ON_FAILURE = True


class LegacyRegister(object):
    ROBOT_LIBRARY_SCOPE = 'SUITE'

    def __init__(self):
        self._folder = None
        self._known = {}
        self._last = 0

    @keyword('台帳を開く')
    def open(self, folder):
        if os.path.exists(os.path.join(folder, 'CLOSED')):
            raise RegisterUnavailable('台帳が停止しています（オンライン時間外）')
        if not os.path.isdir(folder):
            try:
                os.makedirs(folder)
            except OSError:
                raise RegisterUnavailable('台帳のフォルダーを開けません')
        lock = os.path.join(folder, 'SCREEN.LCK')
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except OSError:
            # 前の端末が落ちたまま残ることがある。誰も使っていなければ引き継ぐ。
            logger.info('前の端末の画面が残っていたため、引き継ぎます')
        self._folder = folder
        self._load()

    @keyword('台帳を検索する')
    def find(self, application):
        return application.number in self._known

    @keyword('登録画面に入力する')
    def enter(self, application):
        """一件を入力して確定する。返すのは台帳が付けた連番。"""
        if self._folder is None or os.path.exists(os.path.join(self._folder, 'CLOSED')):
            raise RegisterUnavailable('台帳が停止しています（オンライン時間外）')
        fields = application.fields
        sequence = self._last + 1
        values = {
            '連番': '%06d' % sequence,
            '受付番号': application.number,
            'カナ': half_kana(fields['氏名カナ'])[:20],
            '氏名': fields['氏名'],
            '生年月日': plain_date(era_date(fields['生年月日'])[0]),
            '区': narrow(fields['区コード']),
            '住所': WARDS[narrow(fields['区コード'])] + fields['住所'],
            '通数': '%02d' % int(narrow(fields['通数'])),
        }
        record = b''.join(fixed(values[name], width) for name, width in FIELDS) + b'\r\n'
        try:
            with io.open(self._path(), 'ab') as register:
                register.write(record)
                register.flush()
                os.fsync(register.fileno())
        except (IOError, OSError):
            raise RegisterUnavailable('台帳に書き込めません')
        self._last = sequence
        self._known[application.number] = sequence
        return sequence

    @keyword('台帳を閉じる')
    def close(self):
        if self._folder is not None:
            lock = os.path.join(self._folder, 'SCREEN.LCK')
            if os.path.exists(lock):
                os.remove(lock)
            self._folder = None

    def _path(self):
        return os.path.join(self._folder, 'TOUROKU.DAT')

    def _load(self):
        self._known, self._last = {}, 0
        if not os.path.exists(self._path()):
            return
        with io.open(self._path(), 'rb') as register:
            data = register.read()
        whole = len(data) - len(data) % (RECORD + 2)
        if whole != len(data):
            # 書きかけの一件は確定していない。
            with io.open(self._path(), 'r+b') as register:
                register.truncate(whole)
        for start in range(0, whole, RECORD + 2):
            sequence = int(data[start:start + 6])
            number = data[start + 6:start + 17].decode('ms932').strip()
            self._known[number] = sequence
            self._last = max(self._last, sequence)


def half_kana(text):
    """検索キー：濁点を分け、半角カナにする。"""
    parts = unicodedata.normalize('NFD', wide_kana(text))
    parts = parts.replace('\u3099', '゛').replace('\u309a', '゜')
    return ''.join(HALF.get(char, char) for char in parts)


def plain_date(day):
    """strftime は 1900 年より前を書けない。"""
    return '%04d%02d%02d' % (day.year, day.month, day.day)


def fixed(text, width):
    """Windows-31J で width バイト。文字の途中で切らない。"""
    data = b''
    for char in text:
        code = char.encode('ms932')
        if len(data) + len(code) > width:
            break
        data += code
    return data + b' ' * (width - len(data))
