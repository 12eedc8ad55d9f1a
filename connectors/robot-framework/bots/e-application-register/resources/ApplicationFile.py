# -*- coding: utf-8 -*-
"""電子申請の受付データを読み、誤りを日本語で言うキーワード。

CPython 3 と Jython 2.7 の両方で動く（標準ライブラリーだけを使う）。
"""
from __future__ import unicode_literals

import datetime
import io
import re
import time
import unicodedata

from robot.api import logger
from robot.api.deco import keyword

COLUMNS = ['受付番号', '申請日時', '手続名', '氏名', '氏名カナ', '生年月日',
           '区コード', '住所', '電話番号', '通数', '連絡事項']

WARDS = {'101': '中央区', '102': '北浜区', '103': '桜台区', '104': '緑野区', '105': '港南区'}

# 元号の初日と最終日。昭和64年1月7日の翌日が平成元年1月8日である。
ERAS = {
    '明治': (1868, datetime.date(1868, 10, 23), datetime.date(1912, 7, 29)),
    '大正': (1912, datetime.date(1912, 7, 30), datetime.date(1926, 12, 24)),
    '昭和': (1926, datetime.date(1926, 12, 25), datetime.date(1989, 1, 7)),
    '平成': (1989, datetime.date(1989, 1, 8), datetime.date(2019, 4, 30)),
    '令和': (2019, datetime.date(2019, 5, 1), datetime.date(9999, 12, 31)),
}

ERA_DATE = re.compile('^(明治|大正|昭和|平成|令和)(元|[0-9]{1,2})年([0-9]{1,2})月([0-9]{1,2})日$')
KANA = re.compile('^[ァ-ヶー ]+$')


class Application(object):
    """一件の申請。ログには受付番号だけを出し、個人の情報を出さない。"""

    def __init__(self, line, fields):
        self.line = line
        self.fields = fields
        self.number = narrow(fields.get('受付番号', ''))

    def __str__(self):
        return str('application %d' % self.line)

    __repr__ = __str__

    def item(self):
        return self.number or '%d行目' % self.line


class ApplicationFile(object):
    ROBOT_LIBRARY_SCOPE = 'SUITE'

    def __init__(self):
        self._seen = set()

    @keyword('申請を読み込む')
    def read(self, path):
        with io.open(path, encoding='ms932', newline='') as source:
            rows = list(csv_rows(source.read()))
        if not rows or rows[0] != COLUMNS:
            raise AssertionError('CSV の見出しが想定と異なります：%s' % path)
        applications = [Application(index + 2, dict(zip(COLUMNS, row)))
                        for index, row in enumerate(rows[1:])]
        logger.info('%d 件の申請を読み込みました' % len(applications))
        return applications

    @keyword('申請の誤りを調べる')
    def problem_of(self, application):
        """差し戻す理由。誤りがなければ空の文字列。"""
        fields = application.fields
        if not re.match('^[0-9]{4}-[0-9]{6}$', application.number):
            return '受付番号の形式が正しくありません'
        if application.number in self._seen:
            return '受付番号が重複しています'
        self._seen.add(application.number)
        if len(fields) != len(COLUMNS):
            return '項目の数が足りません'
        if not fields['氏名'].strip():
            return '氏名が入力されていません'
        if not KANA.match(wide_kana(fields['氏名カナ'])):
            return '氏名カナにカタカナ以外の文字があります'
        born, problem = era_date(fields['生年月日'])
        if problem:
            return problem
        if born > datetime.date.today():
            return '生年月日が未来の日付です'
        if narrow(fields['区コード']) not in WARDS:
            return '区コード %s は存在しません' % narrow(fields['区コード'])
        copies = narrow(fields['通数'])
        if not copies.isdigit() or not 1 <= int(copies) <= 10:
            return '通数は 1 から 10 までで入力してください'
        return ''

    @keyword('一件分待つ')
    def wait(self, seconds):
        time.sleep(float(seconds))


def csv_rows(text):
    """RFC 4180。Python 2 の csv は Unicode を読めないため、ここで読む。"""
    row, field, quoted, position = [], [], False, 0
    while position < len(text):
        char = text[position]
        if quoted:
            if char == '"' and text[position + 1:position + 2] == '"':
                field.append(char)
                position += 1
            elif char == '"':
                quoted = False
            else:
                field.append(char)
        elif char == '"':
            quoted = True
        elif char == ',':
            row.append(''.join(field))
            field = []
        elif char == '\n':
            row.append(''.join(field).rstrip('\r'))
            yield row
            row, field = [], []
        else:
            field.append(char)
        position += 1
    if row or field:
        row.append(''.join(field))
        yield row


def narrow(text):
    """全角の数字や記号を半角にする。"""
    return unicodedata.normalize('NFKC', text).strip().replace('\u2212', '-')


def wide_kana(text):
    """半角カナを全角にし、空白をそろえる。"""
    return unicodedata.normalize('NFKC', text).strip()


def era_date(text):
    """和暦の日付。返すのは日付と、読めないときの理由。"""
    match = ERA_DATE.match(narrow(text).replace(' ', ''))
    if not match:
        return None, '生年月日を読み取れません'
    first_year, first_day, last_day = ERAS[match.group(1)]
    year = 1 if match.group(2) == '元' else int(match.group(2))
    if year < 1:
        return None, '生年月日を読み取れません'
    try:
        day = datetime.date(first_year + year - 1, int(match.group(3)), int(match.group(4)))
    except ValueError:
        return None, '生年月日が暦にない日付です'
    if not first_day <= day <= last_day:
        return None, '生年月日の元号と日付が合いません'
    return day, None
